import type { ButtonHTMLAttributes, ReactNode } from 'react';
import './button.css';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: 'small' | 'normal' | 'large';
  icon?: ReactNode;
  busy?: boolean;
}

export function Button({ look = 'plain', size = 'normal', icon, busy = false, className = '', children, disabled, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} disabled={disabled || busy} aria-busy={busy || undefined} className={`button ${look} ${size} ${className}`}>
      {busy ? <span className="spinner" aria-hidden="true" /> : icon}
      {children !== undefined && <span className="button-label">{children}</span>}
    </button>
  );
}

/** A button of one icon: its name is read aloud and shown on hover. */
export function IconButton({ name, icon, ...rest }: Omit<ButtonProps, 'children' | 'name'> & { name: string }) {
  return <Button look="quiet" {...rest} icon={icon} aria-label={name} title={name} className={`icon-only ${rest.className ?? ''}`} />;
}

/** A link that looks like a button. */
export function LinkButton({ href, look = 'plain', size = 'normal', icon, external = false, children, onClick }: {
  href: string; look?: Look; size?: 'small' | 'normal' | 'large'; icon?: ReactNode; external?: boolean; children: ReactNode; onClick?: (event: React.MouseEvent) => void;
}) {
  const away = external ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return <a className={`button ${look} ${size}`} href={href} {...away} {...(onClick ? { onClick } : {})}>{icon}<span className="button-label">{children}</span></a>;
}
