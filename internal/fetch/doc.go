// Package fetch gets revocation data and issuers' certificates over HTTP, at
// addresses that certificates name (RFC 5280, 4.2.1.13 and 4.2.2.1; RFC 6960,
// appendix A).
//
// Those addresses come from strangers: a document can make its reader call any
// of them. So only http and https are spoken; addresses that do not belong to
// the public Internet are refused at the moment of dialling, after the name was
// resolved, so that neither names nor redirects lead around it; time, size and
// redirects are bounded; no credentials, cookies, referrers or proxies are used.
// Whatever arrives proves nothing until its own signature is checked; its media
// type, which servers often state wrongly, is not looked at.
//
// Nothing is fetched unless a program makes a [Client]. Clients keep what they
// got, and where they got nothing: certificates outlive the servers that they
// name, and an address that is gone costs one attempt, not one for each document.
package fetch
