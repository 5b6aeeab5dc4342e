// Package web answers browsers and mail programs: signing up, confirming, changing, leaving.
//
// A GET changes nothing: programs that look at mails follow links. Whoever has
// a link may do what it is for; every other request is answered alike, whether
// an address is known or not.
package web
