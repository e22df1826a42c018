/** A screen that fails, or whose file cannot be fetched, leaves the frame standing and says what to do. */
import { Component, type ReactNode } from 'react';
import { Notice } from '../ui/notice.tsx';

export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="page">
        <Notice tone="error" live title="This screen could not be shown." actions={<button type="button" className="button plain small" onClick={() => window.location.reload()}>Reload</button>}>
          SSO Workbench was restarted or stopped, or the screen itself failed. What you saved is kept. If reloading does not help, open the address again that the terminal printed.
        </Notice>
      </div>
    );
  }
}
