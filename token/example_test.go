package token_test

import (
	"fmt"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
)

func ExampleParseLocator() {
	l, err := token.ParseLocator("pkcs11:token=V%C4%83n%20th%C6%B0;serial=0A1B")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(l.Token, l.Serial)
	_, err = token.ParseLocator("pkcs11:token=a?pin-value=1234")
	fmt.Println(err)
	// Output:
	// Văn thư 0A1B
	// token: parse locator: attribute pin-value: a PIN does not belong into a URI
}

func ExampleExplain() {
	err := fmt.Errorf("sign: %w", &token.PINError{Wrong: true, LastTry: true, TriesLeft: 1})
	if text, ok := token.Explain(err); ok {
		fmt.Println(text.In(motcua.Vietnamese))
	}
	// Output: Mã PIN sai; nếu nhập sai một lần nữa, thiết bị sẽ bị khóa.
}
