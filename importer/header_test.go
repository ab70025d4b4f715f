package importer_test

import (
	"strings"
	"testing"

	"crm/importer"
)

// TestHeaders: what stands above, within and below a table, and what its columns
// are then called and taken for.
func TestHeaders(t *testing.T) {
	for name, tt := range map[string]struct {
		text, columns, fields string
		line, rows            int
	}{
		"groups of an address": {
			"STT,Họ và tên,SĐT,Địa chỉ,,\n,,,Đường,Quận/Huyện,Thành phố\n1,Nguyễn Văn A,0912345678,1 Trần Phú,Quận 1,Huế\n2,Lê Thị B,0912345679,2 Lê Lợi,Quận 3,Huế\n",
			"STT|Họ và tên|SĐT|Đường|Quận/Huyện|Thành phố", "skip name phone street region city", 2, 2,
		},
		"groups that tell columns apart": {
			",,Home,,Work,\nName,Email,Street,City,Street,City\nAnn Lee,ann@b.vn,1 A St,Huế,2 B St,Hà Nội\nBo Ray,bo@b.vn,3 A St,Huế,4 B St,Hà Nội\n",
			"Name|Email|Home Street|Home City|Work Street|Work City", "name email street:home city:home street:work:2 city:work:2", 2, 2,
		},
		"groups that say whose": {
			"Khách hàng,,,Công ty,,Mua hàng,\nHọ tên,SĐT,Ngày sinh,Tên,Địa chỉ,Ngày,Số tiền\nAn Lê,0905111001,01/02/1990,Acme,1 Lê Lợi,05/03/2025,500000\nBi Trần,0905111002,13/02/1990,Beta,2 Lê Lợi,25/03/2025,600000\n",
			"Họ tên|SĐT|Ngày sinh|Tên Công ty|Công ty Địa chỉ|Ngày Mua hàng|Số tiền", "name phone birthday company address:work purchase-date purchase-amount", 2, 2,
		},
		"a group over a name of its own": {
			"Name,Phone,Address,\n,,Street,City\nAnn Lee,0912345678,1 A St,Huế\nBo Ray,0912345679,2 B St,Huế\n",
			"Name|Phone|Street|City", "name phone street city", 2, 2,
		},
		"a title, and a note of two cells": {
			"DANH SÁCH KHÁCH HÀNG,,,\nNgười lập:,Trần B,,\nHọ tên,Điện thoại,Email,Ghi chú\nNguyễn Văn A,0912345678,a@b.vn,x\n",
			"Họ tên|Điện thoại|Email|Ghi chú", "name phone email note", 3, 1,
		},
		"names for a program below": {
			"First name,Last name,Email\nFIRST_NAME__C,LAST_NAME__C,EMAIL__C\nAnn,Lee,a@b.vn\n",
			"First name|Last name|Email", "given family email", 1, 1,
		},
		"a footer in Vietnamese": {
			"Họ tên,SĐT,Ghi chú\nNguyễn Văn A,0912345678,x\nTổng cộng: 1 khách hàng,,\n",
			"Họ tên|SĐT|Ghi chú", "name phone note", 1, 1,
		},
		"a report of Salesforce": {
			"Contact ID,First Name,Last Name,Email,Mailing Street\n0035g00000AbCdEAAB,Ann,Lee,a@b.vn,1 A St\n\n\"Grand Totals (1 records)\"\n\n\"Confidential Information - Do Not Distribute\"\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n",
			"Contact ID|First Name|Last Name|Email|Mailing Street", "external:salesforce given family email street:mailing", 1, 1,
		},
		"a comment sign before the header": {
			"#\"name\",\"email\",\"mobile\"\n\"Ann Lee\",\"a@b.vn\",\"0912345678\"\n",
			"name|email|mobile", "name email phone:mobile", 1, 1,
		},
		"names that repeat, and none": {
			"Name,Phone,,Phone,Phone\nAnn,0912345678,z,0912345679,0912345670\n",
			"Name|Phone|Column 3|Phone|Phone", "name phone custom phone phone", 1, 1,
		},
		"no header, the parts of the name": {
			"Ann Lee,Ann,Lee,ann@b.vn\nBo Ray,Bo,Ray,bo@b.vn\n",
			"Column 1|Column 2|Column 3|Column 4", "name given family email", 0, 2,
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := importer.Open(t.Context(), write(t, "in.csv", tt.text), options())
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var columns, fields []string
			for _, m := range f.Mapping() {
				columns, fields = append(columns, m.Column), append(fields, m.Field)
			}
			if got := strings.Join(columns, "|"); got != tt.columns {
				t.Errorf("columns %s\nwant    %s", got, tt.columns)
			}
			if got := strings.Join(fields, " "); got != tt.fields {
				t.Errorf("fields %s\nwant   %s", got, tt.fields)
			}
			if f.HeaderLine() != tt.line || f.Rows() != tt.rows {
				t.Errorf("header in line %d, %d rows; want %d, %d", f.HeaderLine(), f.Rows(), tt.line, tt.rows)
			}
		})
	}
}
