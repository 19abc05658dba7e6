package pkcs11

// cryptoki is the part of PKCS#11 that the package uses, call by call. Errors
// are *Error. Nothing in it knows deadlines.
type cryptoki interface {
	initialize() error
	finalize() error
	info() (libraryInfo, error)
	slots(tokenPresent bool) ([]uint, error)
	slotInfo(slot uint) (slotInfo, error)
	tokenInfo(slot uint) (tokenInfo, error)
	mechanisms(slot uint) ([]uint, error)

	openSession(slot uint, readWrite bool) (uint, error)
	closeSession(session uint) error
	login(session, user uint, pin []byte) error
	logout(session uint) error
	// isPublic reports that nobody is logged in.
	isPublic(session uint) (bool, error)
	initToken(slot uint, officer []byte, label string) error
	initPIN(session uint, pin []byte) error
	setPIN(session uint, current, next []byte) error

	// find returns at most limit objects.
	find(session uint, template []attribute, limit int) ([]uint, error)
	attribute(session, object, typ uint) ([]byte, error)
	create(session uint, template []attribute) error
	generate(session, mechanism uint, public, private []attribute) (privateKey uint, err error)
	signInit(session uint, m mechanism, key uint) error
	sign(session uint, data []byte) ([]byte, error)
}

// attribute is one entry of a template: value is bool, uint, string or []byte.
type attribute struct {
	typ   uint
	value any
}

// mechanism is a signature algorithm with its parameters.
type mechanism struct {
	typ uint
	pss *pssParams // for the PSS mechanisms
}

type pssParams struct {
	hash, mgf  uint // CKM_SHA256, CKG_MGF1_SHA256
	saltLength int
}

type libraryInfo struct {
	manufacturer, description string
	major, minor              byte
}

type slotInfo struct {
	description, manufacturer string
	flags                     uint
}

type tokenInfo struct {
	label, manufacturer, model, serial string
	flags                              uint
	maxSessions                        uint // 0 or all ones: no limit is told
}
