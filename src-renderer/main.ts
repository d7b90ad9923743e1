import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/atkinson-hyperlegible-next/wght-italic.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/parts.css'
import './styles/rules.css'
import './styles/forms.css'
import './styles/filters.css'
import './styles/records.css'
import './styles/print.css'
import { mount } from 'svelte'
import App from './App.svelte'

mount(App, { target: document.body })
