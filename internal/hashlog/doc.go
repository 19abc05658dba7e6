// Package hashlog is an append-only log whose entries are chained by hashes, so
// that whoever holds a later head can prove what was written before.
//
// The chain covers a salted digest of each payload, not the payload: erasing
// payload and salt together leaves the chain whole and the payload beyond guessing.
// An erasure is an entry of its own that names what it erased.
//
// A chain alone proves nothing against someone who rewrites all of it, or cuts
// off its end. Against that, heads are kept elsewhere, or timestamped, as anchors;
// what lies behind the last anchor is unanchored, and the audit says so.
//
// Nothing here stores anything. All functions are pure but for the salt.
package hashlog
