package crl

const (
	// MaxSize bounds a list, in octets.
	MaxSize = 1 << 32

	// maxElement bounds what is read into memory in one piece: a name, the
	// extensions of the list, the signature.
	maxElement = 256 << 10

	// maxEntry bounds one entry.
	maxEntry = 32 << 10

	// window is the part of the entries that is in memory; an entry fits in.
	window = 64 << 10

	// maxExtensions bounds the extensions of a list, and of an entry.
	maxExtensions = 64

	// maxPoints bounds the distribution points of a certificate, maxPointNames
	// the names of one.
	maxPoints     = 32
	maxPointNames = 16

	// maxWhole bounds a list signed with EdDSA, which takes the whole message.
	maxWhole = 64 << 20

	// maxVerified bounds the keys for which a list remembers whether they signed
	// it.
	maxVerified = 64

	// maxLists and maxDeltas bound the lists tried for one certificate, and the
	// delta lists tried for one of those.
	maxLists  = 256
	maxDeltas = 16

	// maxSigners bounds the certificates tried as the signer of a list.
	maxSigners = 64
)
