// Package paper makes out the papers of a dossier, from the receipt to the
// register, as HTML, PDF and DOCX, in Vietnamese.
//
// [Make] takes a dossier's events and makes the paper that the last fitting one
// calls for; [Register] makes the book of many dossiers. What the papers say is
// what the articles name: Điều 17, 19 and 20 Nghị định 61/2018/NĐ-CP, Điều 17, 19,
// 21 and 22 Nghị định 118/2025/NĐ-CP. The layouts of the circulars' annexes are
// not held, so every paper says that its layout is not the official one. The
// paper sizes are those of Điều 9 khoản 2 Thông tư 01/2018/TT-VPCP: A5, and A4 for
// the register.
//
// A paper depends on its arguments alone: the same ones give the same bytes in
// each format. PDF and DOCX leave room for signatures; package signature signs the
// PDF (Điều 10 khoản 1 điểm d Thông tư 01/2018/TT-VPCP).
package paper
