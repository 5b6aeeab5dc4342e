package e2e

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// dropped is a script that drops files on a page, as a hand does: it enters, moves and lets go. They are pairs of a name
// and a text.
const dropped = `((selector, ...files) => {
	window.before = true;
	const carried = new DataTransfer();
	for (const [name, text] of files) carried.items.add(new File([text], name));
	const to = document.querySelector(selector);
	for (const kind of ['dragenter', 'dragover', 'drop'])
		to.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true, composed: true }));
})`

// TestDeskDrop: a file that is dropped anywhere on the desk is shown with what it changes, and nothing is written before
// that was agreed to; in the editor it is no text; several at once are not taken, and that is said.
func TestDeskDrop(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t, "init", "--yes")
	const file = "content/en/cookies.md"
	was := n.read(file)
	n.visit("/_gazette/", 1280)
	eval[any](n.tab, dropped+"('main', ['a.md', '# A'], ['b.md', '# B'])")
	n.await(`document.querySelector('.d-dropping').textContent.includes('one file at a time')`)

	n.edit(file)
	eval[any](n.tab, dropped+"('.cm-content', ['cookies.md', '# Cookies\\n\\nWe set one biscuit.\\n'])")
	n.await(`!window.before && document.readyState === 'complete' && document.querySelector('[name=agree]') !== null`)
	if now := n.read(file); now != was {
		t.Errorf("it was written before anybody agreed:\n%s", now)
	}
	n.fill("exchange/", nil)
	n.onDisk(file, "one biscuit")
	if now := n.read(file); !strings.HasPrefix(now, "---\n") {
		t.Errorf("the front matter is lost:\n%s", now)
	}

	// Where there is a field for a file, it is put there, so that the rest can be filled in.
	n.visit("/_gazette/exchange/", 1280)
	eval[any](n.tab, dropped+"('h1', ['cookies.md', '# Cookies'])")
	n.await(`document.querySelector('#f-file').files.length === 1 && document.activeElement.id === 'f-file'`)
}

// TestDeskStartedAnew: an editor whose token no longer holds, since the desk was started anew, gets the new one by itself:
// what is typed in the text and in the form is saved.
func TestDeskStartedAnew(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t, "init", "--yes")
	const file = "content/en/cookies.md"
	n.edit(file)
	at, err := url.Parse(n.site)
	if err != nil {
		t.Fatal(err)
	}
	forget := func() {
		call(n.tab, network.DeleteCookies, network.DeleteCookiesParams{Name: "gazette-desk-" + at.Port(), URL: n.site + "/_gazette/"})
	}
	forget()
	eval[any](n.tab, `window.gazetteEditor.dispatch({changes: {from: 0, insert: 'After it was started anew.\n\n'}})`)
	n.onDisk(file, "After it was started anew.")
	forget()
	eval[any](n.tab, `(() => {
		const field = document.querySelector('[name=front-version]');
		field.value = 'seventh';
		field.dispatchEvent(new Event('input', { bubbles: true }));
	})()`)
	n.onDisk(file, "\nversion: \"seventh\"\n")
}

// TestDeskFieldOffline: a field that is filled in while the desk does not answer is in the file once it does.
func TestDeskFieldOffline(t *testing.T) {
	t.Parallel()
	n := newNewcomer(t, "init", "--yes")
	const file = "content/en/cookies.md"
	n.edit(file)
	eval[any](n.tab, `window.real = window.fetch; window.fetch = () => Promise.reject('there is no desk')`)
	eval[any](n.tab, `(() => {
		const field = document.querySelector('[name=front-version]');
		field.value = 'seventh';
		field.dispatchEvent(new Event('input', { bubbles: true }));
	})()`)
	n.await(`document.querySelector('.d-saved').dataset.key === 'offline'`)
	eval[any](n.tab, `window.fetch = window.real`)
	n.onDisk(file, "\nversion: \"seventh\"\n")
}
