import '@fontsource/noto-color-emoji/emoji.css'
import '@fontsource-variable/inter/wght.css'
import { createRoot } from 'react-dom/client'
import { Page } from './page.tsx'
import './page.css'
import './message.css'
import './blocks.css'
import './menu.css'
import './writing.css'
import './modal.css'

const place = document.getElementById('page')
if (place) createRoot(place).render(<Page />)
