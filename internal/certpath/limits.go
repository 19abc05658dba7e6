package certpath

// A document may bring hundreds of certificates of the same name, loops, and
// meshes of cross-certificates. These bounds hold for one call of Paths.
const (
	// MaxLength is the number of certificates in a path, leaf and anchor
	// included.
	MaxLength = 16

	// MaxPaths is the number of paths returned.
	MaxPaths = 8

	// MaxExtra is the number of extra certificates that are looked at.
	MaxExtra = 1024

	// maxChecks bounds the signatures verified, those remembered not counted.
	maxChecks = 256

	// maxSteps bounds the certificates tried as issuers.
	maxSteps = 4096

	// maxValidations bounds the chains that reach an anchor.
	maxValidations = 64

	// maxComparisons bounds the comparisons of names with constraints.
	maxComparisons = 250_000
)

// budget counts down what one search may still do.
type budget struct {
	checks, steps, validations, comparisons int
}

const (
	// maxPolicies bounds the policies of a certificate, and its mappings.
	maxPolicies = 256

	// maxSubtrees bounds the name constraints of a certificate.
	maxSubtrees = 4096

	// maxRemembered bounds the signature checks that a Validator remembers.
	maxRemembered = 8192
)
