import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@fontsource-variable/source-sans-3/wght.css';
import './style.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { applyTheme } from './lib/settings.svelte.ts';

applyTheme();
mount(App, { target: document.getElementById('app')! });
