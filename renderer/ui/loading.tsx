import { useEffect, useState } from 'react';
import './notice.css';

/** Says nothing for a moment, so that quick answers do not flicker. */
export function Loading({ what }: { what: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 180);
    return () => clearTimeout(timer);
  }, []);
  return <div className="loading-lines" role="status">{shown ? <><span /><span /><span /></> : null}<p className="visually-hidden">{what}</p></div>;
}
