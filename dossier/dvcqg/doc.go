// Package dvcqg builds and reads what systems exchange with the national public
// service portal (Cổng Dịch vụ công quốc gia) about dossiers: DongBoHoSoMC, which
// synchronises dossiers, CapNhatTienDoHoSoMC, which reports progress, and
// TraCuuHoSo, which asks whether the portal knows a dossier.
//
// Systems owe the portal all states (Điều 27 khoản 2 điểm d Nghị định
// 118/2025/NĐ-CP). No official description of the services is held: the names of
// services and fields, the form of moments and which fields may be left out are
// those on which several systems in use agree. What they do not agree on, or only
// one of them shows, is a parameter in [Profile]. Check a profile with the portal
// before using it.
//
// States go out as they are: nothing here makes a dossier look better.
//
// The package does no network; it is for callers who do. Payloads hold personal
// data and a session, and belong in no log; errors name fields, never values.
package dvcqg
