/** The faults that a printed paper is looked over for: each is found where it is, and none where it is not. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from 'playwright/test'
import { findBrowser, isRootOnLinux } from '../../src-main/hosts/machine.ts'
import { faultsIn } from '../support/pdf-faults.ts'

const ROW = '<tr><th scope="row">Row</th><td>cell</td></tr>'
const HEAD = '<thead><tr><th scope="col">One</th><th scope="col">Two</th></tr></thead>'
/** Leaves some lines of room on a page that it begins. */
const FILLED = '<div style="height: 215mm; break-inside: avoid">Filled</div>'
const SOUND = `<h1>Paper</h1><h2>Part</h2><table>${HEAD}<tbody>${ROW.repeat(60)}</tbody></table>`

const papers: {
  what: string
  html: string
  fault: RegExp | null
  tagged?: boolean
  outline?: boolean
  foot?: string
}[] = [
  { what: 'sound', html: SOUND, fault: null },
  { what: 'without tags', html: SOUND, tagged: false, fault: /^it is not tagged/ },
  { what: 'without bookmarks', html: SOUND, outline: false, fault: /^its bookmarks are \[\]/ },
  {
    what: 'in another language',
    html: `${SOUND}<script>document.documentElement.lang = 'fr'</script>`,
    fault: /^its language is “fr”/,
  },
  { what: 'called something else', html: `${SOUND}<title>Other</title>`, fault: /^its title is “Other”/ },
  { what: 'with a level left out', html: '<h1>Paper</h1><h3>Part</h3><p>x</p>', fault: /level 3 under one of level 1/ },
  { what: 'without a first heading', html: '<h2>Part</h2><p>x</p>', fault: /no heading of the first level/ },
  {
    what: 'with a heading left alone',
    html: `<h1>Paper</h1>${FILLED}<h2 style="break-after: auto">Part</h2><p style="height: 60mm; break-inside: avoid">x</p>`,
    fault: /a heading stands alone at the foot of page 1/,
  },
  {
    what: 'with a table without heads',
    html: `<h1>Paper</h1><table><tbody><tr><th scope="row">a</th><td>b</td></tr><tr><th scope="row">a</th><td>b</td></tr></tbody></table>`,
    fault: /no row of column heads/,
  },
  {
    what: 'with heads that are not repeated',
    html: `<style>thead { display: table-row-group }</style>${SOUND}`,
    fault: /no heads on page 2/,
  },
  {
    what: 'with a single row left over',
    html: `<h1>Paper</h1>${FILLED}<table>${HEAD}<tbody>${ROW}<tr style="break-before: page"><td>x</td><td>y</td></tr>${ROW}</tbody></table>`,
    fault: /a single row on page/,
  },
  {
    what: 'with heads without a row',
    html: `<h1>Paper</h1>${FILLED}<p>x</p><table><caption>Of it</caption>${HEAD}<tbody><tr><td style="height: 60mm">x</td><td>y</td></tr>${ROW}</tbody></table>`,
    fault: /heads without a row on page 1/,
  },
  {
    what: 'with a row that is cut',
    html: `<h1>Paper</h1><table>${HEAD}<tbody>${ROW}<tr><td>${'line<br>'.repeat(90)}</td><td>x</td></tr>${ROW}</tbody></table>`,
    fault: /breaks within a row on page/,
  },
  {
    what: 'with a picture without words',
    html: `${SOUND}<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" width="9" height="9">`,
    fault: /says nothing to whoever cannot see it/,
  },
  { what: 'without its footer', html: SOUND, foot: 'Other words', fault: /^page 1 has at its foot: .*Other words/ },
]

test('each fault of a printed paper is found', async () => {
  const executablePath = findBrowser()
  test.skip(!executablePath, 'no browser')
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-faults-'))
  const browser = await chromium.launch({ executablePath: executablePath ?? '', chromiumSandbox: !isRootOnLinux() })
  const page = await browser.newPage()
  for (const { what, html, fault, tagged = true, outline = true, foot = 'Foot of it' } of papers) {
    const title = html.includes('<title>') ? '' : '<title>Paper</title>'
    await page.setContent(`<!doctype html><html lang="en-GB">${title}<style>tr { break-inside: avoid }</style>${html}`)
    const path = join(folder, `${what}.pdf`)
    const footerTemplate = `<p style="margin: 0; padding: 0 16mm; font-size: 9pt">${foot} Page <span class="pageNumber"></span> of <span class="totalPages"></span></p>`
    await page.pdf({
      path,
      format: 'A4',
      tagged,
      outline,
      displayHeaderFooter: true,
      headerTemplate: '<p></p>',
      footerTemplate,
      margin: { top: '15mm', right: '16mm', bottom: '20mm', left: '16mm' },
    })
    const faults = faultsIn(path, { title: 'Paper', footer: 'Foot of it' })
    if (fault) expect.soft(faults.join('\n'), what).toMatch(new RegExp(fault, 'm'))
    else expect.soft(faults, what).toEqual([])
  }
  await browser.close()
})
