/** What the content policy keeps out, tried in the program's own window, in either host. */
import { expect, test } from './fixtures.ts'
import { outsideServer, type Outside } from '../support/outside.ts'
import type { Page } from 'playwright/test'

let outside: Outside
test.beforeAll(async () => {
  outside = await outsideServer()
})
test.afterAll(() => outside.close())

/**
 * What a script of somebody else's would try, with `outside` an address of theirs, and the directive that refuses it. What
 * makes text into a script is refused as that, before it is asked where the script is from.
 */
const TRIES: Record<string, [directive: string, script: string]> = {
  'a script inside the page': ['require-trusted-types-for', `add('script', { text: 'window.ran = true' })`],
  'a script of an attribute': ['require-trusted-types-for', `add('div').setAttribute('onclick', 'window.ran = true')`],
  'a script from outside': ['require-trusted-types-for', `add('script', { src: outside })`],
  'text that is run': ['require-trusted-types-for', `(0, eval)('window.ran = true')`],
  'text that becomes a function': ['require-trusted-types-for', `new Function('window.ran = true')()`],
  'text that becomes markup': ['require-trusted-types-for', `add('div').innerHTML = '<p>a</p>'`],
  'text that becomes a page': ['require-trusted-types-for', `add('iframe', { srcdoc: '<script>parent.ran = true</script>' })`],
  'a worker': ['require-trusted-types-for', `new Worker(document.querySelector('script[src]').src)`],
  'a policy that would let text through': ['trusted-types', `trustedTypes.createPolicy('theirs', { createHTML: (text) => text })`],
  'a module from outside': ['script-src-elem', `await import(outside)`],
  'a module of a blob': ['script-src-elem', `await import(URL.createObjectURL(new Blob(['window.ran = true'], { type: 'text/javascript' })))`],
  'a style inside the page': ['style-src-elem', `add('style', { textContent: 'p { color: red }' })`],
  'a style of an attribute': ['style-src-attr', `add('p').setAttribute('style', 'color: red')`],
  'a style sheet from outside': ['style-src-elem', `add('link', { rel: 'stylesheet', href: outside })`],
  'a picture from outside': ['img-src', `add('img', { src: outside })`],
  'a picture of data': ['img-src', `add('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' })`],
  'a sound from outside': ['media-src', `add('audio', { src: outside })`],
  'a font from outside': ['font-src', `await new FontFace('theirs', 'url(' + outside + ')').load()`],
  'a frame from outside': ['frame-src', `add('iframe', { src: outside })`],
  'a frame of our own': ['frame-src', `add('iframe', { src: location.href.split('#')[0] })`],
  'an object': ['require-trusted-types-for', `add('object', { data: outside })`],
  'a request': ['connect-src', `await fetch(outside)`],
  'a request to our own files': ['connect-src', `await fetch('/index.html')`],
  'a request of the older kind': ['connect-src', `const old = new XMLHttpRequest(); old.open('GET', outside); old.send()`],
  'a web socket': ['connect-src', `new WebSocket(outside.replace('http', 'ws'))`],
  'a stream of events': ['connect-src', `new EventSource(outside)`],
  'a beacon': ['connect-src', `navigator.sendBeacon(outside, 'the roll')`],
  'another base for addresses': ['base-uri', `add('base', { href: outside })`],
  'a form that is sent': ['form-action', `add('form', { action: outside, method: 'post' }).submit()`],
} // prettier-ignore

/** How long a try is waited for that nothing refuses, in ms. */
const PATIENCE = 5_000

/** Makes one try from a task of the page's own, as a script of theirs would; gives what was broken, and whether theirs ran. */
const tried = (page: Page, directive: string, script: string): Promise<{ broken: string[]; ran: boolean }> =>
  page.evaluate(`new Promise((resolve) => {
    const [outside, added, broken] = [${JSON.stringify(outside.address)}, [], new Set()]
    const add = (name, given = {}) => {
      const made = document.createElement(name)
      added.push(made)
      Object.assign(made, given)
      document.body.append(made)
      return made
    }
    const done = () => {
      document.removeEventListener('securitypolicyviolation', heard)
      for (const one of added) one.remove()
      resolve({ broken: [...broken], ran: 'ran' in window })
    }
    const heard = ({ effectiveDirective }) => {
      broken.add(effectiveDirective)
      if (effectiveDirective === ${JSON.stringify(directive)}) done()
    }
    document.addEventListener('securitypolicyviolation', heard)
    setTimeout(done, ${PATIENCE})
    setTimeout(async () => { ${script} })
  })`)

test.describe('against somebody else’s script', () => {
  test.use({ breaksPolicy: true })

  test('the content policy keeps out whatever it tries', async ({ pc }) => {
    const page = await pc.open()
    for (const [name, [directive, script]] of Object.entries(TRIES))
      expect
        .soft({ name, ...(await tried(page, directive, script)) })
        .toEqual({ name, broken: [directive], ran: false })
    expect(outside.reached()).toBe(0)
  })
})
