// Package subscriber holds the words of subscriptions: addresses and their marks, topics, links, and the receipt of one
// mail.
//
// Nothing here touches a database or the network. What it makes is stored,
// sent and proven by the packages beside it.
package subscriber
