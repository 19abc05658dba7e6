// Package dossiertest tries implementations of the interfaces of package
// dossier, as package dossier/sqlstore and others do in their tests.
package dossiertest
