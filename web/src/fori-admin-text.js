// <fori-text> around a plain field: offers the editor, fetches it when it is first wanted, and gives the plain field back.

const CHOICE = 'fori-text'
const wanted = () => { try { return localStorage.getItem(CHOICE) === 'formatted' } catch { return false } }
const want = yes => { try { localStorage.setItem(CHOICE, yes ? 'formatted' : 'plain') } catch { /* A browser that keeps nothing asks each time. */ } }

/** Puts the focus into the open editor of a field. False when it is not open. */
export function openAt(field) {
  const element = field.closest('fori-text')
  return element?.editor ? (element.editor.focus(false), true) : false
}

export class FormattedText extends HTMLElement {
  connectedCallback() {
    this.textarea = this.querySelector('textarea[data-rich]')
    this.format = this.querySelector('input[data-rich-format]')
    this.tools = document.querySelector('[data-writing]')
    if (!this.textarea || !this.tools || this.textarea.readOnly || this.button) return
    this.words = JSON.parse(this.tools.dataset.words)
    this.button = Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet small-button rich-open', textContent: this.words.open })
    const name = document.querySelector(`label[for="${CSS.escape(this.textarea.id)}"]`)
    if (name) this.button.append(Object.assign(document.createElement('span'), { className: 'away', textContent: ` ${name.textContent}` }))
    this.said = Object.assign(document.createElement('p'), { className: 'hint rich-status' })
    this.said.setAttribute('role', 'status')
    this.button.addEventListener('click', () => { want(true); this.open() })
    this.textarea.addEventListener('focus', () => { if (wanted()) this.open() })
    this.append(this.button, this.said)
  }

  disconnectedCallback() {
    this.editor?.close()
    this.editor = null
  }

  async open() {
    if (this.editor || this.opening) return
    this.opening = true
    this.said.textContent = this.words.opening
    try {
      const { open } = await import(this.tools.dataset.editor)
      let before, told
      // Who types on while it is fetched loses no letter: what was typed is asked for again.
      do {
        before = this.textarea.value
        told = await this.convert(before, this.format.value)
      } while (before !== this.textarea.value)
      if (!this.isConnected) return
      const end = this.textarea.selectionStart > 0 && this.textarea.selectionStart === before.length
      this.plain = { text: before, format: this.format.value }
      this.textarea.hidden = this.button.hidden = true
      this.editor = open({
        host: this, textarea: this.textarea, html: told.html, words: this.words, icons: this.tools.dataset.icons,
        changed: html => { this.plain = null; this.write(html, 'html') },
        plain: () => this.close(),
      })
      this.editor.focus(end)
      this.said.textContent = ''
    } catch (failure) {
      // The plain field stays as it was, and so does every word.
      this.said.textContent = this.words['open-failed']
      console.warn(failure)
    } finally {
      this.opening = false
    }
  }

  /** Back to the plain field: as Markdown where Markdown can say it. */
  async close() {
    want(false)
    if (this.plain) {
      this.write(this.plain.text, this.plain.format)
    } else {
      try {
        const html = this.textarea.value
        const told = await this.convert(html, 'html')
        // Written on meanwhile: it stays open.
        if (this.textarea.value !== html) return
        this.write(told.markdown ?? told.html, told.markdown === null ? 'html' : 'markdown')
      } catch {
        this.said.textContent = this.words['plain-failed']
        return
      }
    }
    this.editor.close()
    this.editor = null
    this.textarea.hidden = this.button.hidden = false
    this.said.textContent = this.format.value === 'html' ? this.words['plain-html'] : ''
    this.button.focus()
  }

  write(text, format) {
    this.textarea.value = text
    this.format.value = format
    this.textarea.dispatchEvent(new Event('input', { bubbles: true }))
  }

  async convert(text, format) {
    const answer = await fetch(this.tools.dataset.convert, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ 'form-token': this.closest('form').elements['form-token'].value, text, format }),
    })
    if (!answer.ok) throw new Error(`The text was not taken: ${answer.status}`)
    return answer.json()
  }
}
