// Package storetest tests implementations of [token.Store]: the whole contract,
// with the memory store as the model, and, for databases, that what was confirmed
// outlives a killed process.
package storetest
