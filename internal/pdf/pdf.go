// Package pdf prints pages as PDF, through a browser that is installed.
//
// It knows no notices: a sheet is an address and what stands there. The rules
// it follows:
//
//   - Nothing is fetched. The browser thinks that it is at the sheet's own
//     address, so links lead where they will; but whatever it asks for is
//     answered from the sheet, or refused. Names of hosts are not looked up.
//   - No script runs.
//   - The same sheet and the same browser give the same bytes: what the browser
//     writes about the moment gives way to a label, and to numbers of our own;
//     see Label and number.
package pdf

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Sheet is a page to print.
type Sheet struct {
	Address string // full; links without a host are relative to it
	HTML    []byte
	// File gives a file that the page asks for, and its media type; nil when
	// there is none.
	File  func(address *url.URL) (data []byte, kind string)
	Label Label
}

// Printer prints sheets, several at once. It must be closed.
type Printer struct {
	browser context.Context
	close   func()
}

// Open starts a browser: the program at a path, or where that is "" the first
// Chromium, Chrome or, on Windows, Edge that is found.
func Open(ctx context.Context, program string) (*Printer, error) {
	options := slices.Clone(chromedp.DefaultExecAllocatorOptions[:])
	options = append(options, chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	if program != "" {
		options = append(options, chromedp.ExecPath(program))
	}
	if os.Geteuid() == 0 { // Chromium does not start otherwise
		options = append(options, chromedp.NoSandbox)
	}
	alloc, ended := chromedp.NewExecAllocator(ctx, options...)
	browser, quit := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
	p := &Printer{browser: browser, close: func() { quit(); ended() }}
	if err := chromedp.Do(browser); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// Close ends the browser.
func (p *Printer) Close() { p.close() }

// patience is how long one sheet may take: a long one some seconds.
const patience = 2 * time.Minute

// Print prints a sheet. It may be called by several goroutines.
func (p *Printer) Print(s Sheet) ([]byte, error) {
	tab, closeTab := chromedp.NewContext(p.browser, chromedp.WithNewBrowserContext())
	defer closeTab()
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	if err := chromedp.Do(tab); err != nil { // a tab lives as long as the context that it was opened with
		return nil, err
	}
	asked := chromedp.Events(ctx, fetch.RequestPaused)
	go func() {
		for request, err := range asked {
			if err != nil {
				return
			}
			_ = chromedp.Do(ctx, s.answer(request)) // without an answer the page is not loaded, and says so
		}
	}()
	err := chromedp.Do(ctx, command(fetch.Enable, fetch.EnableParams{}),
		command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
		chromedp.Navigate(s.Address))
	if err != nil {
		return nil, fmt.Errorf("print %s: %w", s.Address, err)
	}
	data, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4),
		chromedp.PDFPreferCSSPageSize(), tagged))
	if err != nil {
		return nil, fmt.Errorf("print %s: %w", s.Address, err)
	}
	number(data)
	return s.Label.put(data)
}

// tagged asks for what reading aloud and finding one's way need.
func tagged(p *page.PrintToPDFParams) {
	yes := true
	p.GenerateTaggedPDF, p.GenerateDocumentOutline, p.PrintBackground = &yes, &yes, &yes
}

// command sends a command whose answer says nothing.
func command[P any](c cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, c, params)
		return chromedp.Void{}, err
	}
}

// answer gives the browser what a sheet has, and refuses everything else.
func (s Sheet) answer(r fetch.EventRequestPaused) chromedp.Action[chromedp.Void] {
	data, kind := s.find(r.Request.URL)
	if data == nil {
		return command(fetch.FailRequest,
			fetch.FailRequestParams{RequestID: r.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
	}
	return command(fetch.FulfillRequest,
		fetch.FulfillRequestParams{RequestID: r.RequestID, ResponseCode: 200, Body: data,
			ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: kind}}})
}

func (s Sheet) find(address string) (data []byte, kind string) {
	if address == s.Address {
		return s.HTML, "text/html; charset=utf-8"
	}
	at, err := url.Parse(address)
	own, wrong := url.Parse(s.Address)
	if err != nil || wrong != nil || at.Host != own.Host || at.Scheme != own.Scheme {
		return nil, ""
	}
	return s.File(at)
}
