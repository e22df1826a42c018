import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './theme.css';
import { App } from './app.tsx';
import './ui/button.css';
import './ui/field.css';
import './ui/notice.css';

createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
