// Package refusal tells apart what a database refuses: its errors have codes, and people need words and a way out.
package refusal
