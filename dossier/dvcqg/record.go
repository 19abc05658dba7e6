package dvcqg

// Record is a dossier in DongBoHoSoMC. All values are text. Fields that are
// empty are left out, unless the portal must have them.
type Record struct {
	MaHoSo       string
	MaTTHC       string
	TenTTHC      string
	MaLinhVuc    string
	TenLinhVuc   string
	KenhThucHien string // “1” direct, “2” online, “3” by post
	SoBienNhan   string `json:",omitempty"`

	ChuHoSo         string     `json:",omitempty"`
	SoGiayToChuHoSo string     `json:",omitempty"`
	DinhDanhCHS     []Identity `json:",omitempty"`
	LoaiDoiTuong    string     // by Profile.Subjects
	MaDoiTuong      string     `json:",omitempty"`
	ThongTinKhac    string     `json:",omitempty"`
	Email           string     `json:",omitempty"`
	Fax             string     `json:",omitempty"`
	SoDienThoai     string     `json:",omitempty"`
	TrichYeuHoSo    string     // at most 1000 characters

	NgayNopHoSo     Moment
	NgayTiepNhan    Moment
	NgayHenTra      Moment
	NgayTuChoi      Moment `json:",omitzero"`
	NgayKetThucXuLy Moment `json:",omitzero"`
	NgayTra         Moment `json:",omitzero"`
	TrangThaiHoSo   string // “1” to “10”

	HinhThuc                    string       // of the result: “0” direct, “1” by post
	ThongTinTra                 string       `json:",omitempty"`
	GhiChu                      string       `json:",omitempty"`
	DonViXuLy                   string       // a name
	NoiNopHoSo                  string       `json:",omitempty"` // by Profile.SubmittedAt
	HoSoCoThanhPhanSoHoa        string       `json:",omitempty"` // “0” or “1”
	TaiKhoanDuocXacThucVoiVNeID string       `json:",omitempty"` // “0” or “1”
	DuocThanhToanTrucTuyen      string       `json:",omitempty"` // “1” on the portal, “2” on another, “3” not
	TaiLieuNop                  []Document   `json:",omitempty"`
	DanhSachLePhi               []Fee        `json:",omitempty"`
	DanhSachTepDinhKemKhac      []Attachment `json:",omitempty"`
	DanhSachHoSoBoSung          []Supplement `json:",omitempty"`
	DanhSachGiayToKetQua        []Result     `json:",omitempty"`
	DSKetNoiCSDL                []Database   `json:",omitempty"`
}

// Identity is a number that identifies the owner of a dossier.
type Identity struct {
	LoaiDinhDanh string // “1”: of 12 digits, “2”: of 9
	SoDinhDanh   string
}

// Document is a document of the file.
type Document struct {
	TepDinhKemId      string `json:",omitempty"`
	TenTepDinhKem     string
	IsDeleted         string `json:",omitempty"`
	MaThanhPhanHoSo   string `json:",omitempty"`
	DuongDanTaiTepTin string `json:",omitempty"`
	DuocSoHoa         string `json:",omitempty"`
	DuocTaiSuDung     string `json:",omitempty"`
	DuocLayTuKhoDMQG  string `json:",omitempty"`
	MaKetQuaThayThe   string `json:",omitempty"`
}

// Fee is a fee of a dossier.
type Fee struct {
	TenPhiLePhi  string
	MaPhiLePhi   string `json:",omitempty"`
	HinhThucThu  string `json:",omitempty"`
	Gia          string // in đồng
	LoaiPhiLePhi string `json:",omitempty"`
}

// Attachment is a paper beside the parts of the file.
type Attachment struct {
	TenGiayTo  string
	SoLuong    string `json:",omitempty"`
	LoaiGiayTo string `json:",omitempty"`
}

// Supplement is a request for a supplement, and what came of it.
type Supplement struct {
	HoSoBoSungId         string
	NguoiYeuCauBoSung    string `json:",omitempty"`
	NoiDungBoSung        string
	NgayBoSung           Moment
	NguoiTiepNhanBoSung  string       `json:",omitempty"`
	ThongTinTiepNhan     string       `json:",omitempty"`
	NgayTiepNhanBoSung   Moment       `json:",omitzero"`
	TrangThaiBoSung      string       `json:",omitempty"`
	DanhSachGiayToBoSung []Attachment `json:",omitempty"`
	DanhSachLePhiBoSung  []Fee        `json:",omitempty"`
	NgayHenTraTruoc      Moment       `json:",omitzero"`
	NgayHenTraMoi        Moment       `json:",omitzero"`
}

// Result is a document of the result.
type Result struct {
	TenGiayTo            string
	MaThanhPhanHoSo      string `json:",omitempty"`
	GiayToId             string `json:",omitempty"`
	DuongDanTepTinKetQua string `json:",omitempty"`
	MaGiayToKetQua       string `json:",omitempty"`
}

// Database is a database that was asked for data.
type Database struct {
	MaCSDL string
}

// Progress is an act in CapNhatTienDoHoSoMC.
type Progress struct {
	MaHoSo                 string
	NguoiXuLy              string // at most 50 characters
	ChucDanh               string `json:",omitempty"`
	ThoiDiemXuLy           Moment
	PhongBanXuLy           string `json:",omitempty"`
	NoiDungXuLy            string
	TrangThai              string // “1” to “10”
	NgayBatDau             Moment `json:",omitzero"`
	NgayKetThucTheoQuyDinh Moment `json:",omitzero"`
}
