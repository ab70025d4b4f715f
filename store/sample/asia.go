package sample

// nations are the tables of every country, the commonest first.
func nations() []nation {
	return append([]nation{vietnam(), china(), japan()}, europe()...)
}

func vietnam() nation {
	return nation{
		language: "vi", country: "VN", land: "Việt Nam", weight: 46, familyFirst: true, joint: " ", messenger: "zalo",
		family: []string{
			"Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
			"Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Trịnh", "Đinh", "Mai", "Cao", "Lương", "Tô",
		},
		women: givens{
			middle: []string{"Thị", "Thị", "Thị Thu", "Thị Bích", "Ngọc", "Thu", "Kim", "Thanh", "Hồng", "Mỹ", "Phương", ""},
			given: []string{
				"Ánh", "Hương", "Lan", "Nhung", "Ngọc", "Thảo", "Trang", "Linh", "Yến", "Quỳnh", "Phương", "Mai", "Hà", "Vy", "Thủy",
				"Ân", "Loan", "Nga", "Oanh", "Châu", "Diệp", "Giang", "Tú", "Hạnh", "Xuân",
			},
		},
		men: givens{
			middle: []string{"Văn", "Văn", "Hữu", "Đức", "Minh", "Quang", "Hoàng", "Gia", "Xuân", "Quốc", "Thanh", "Công", ""},
			given: []string{
				"Đức", "Phúc", "Tuấn", "Hùng", "Dũng", "Hải", "Sơn", "Khánh", "Bảo", "Huy", "Nam", "Long", "Kiên", "Đạt", "Tâm",
				"Khoa", "Vinh", "Ân", "Tú", "Giang", "Cường", "Phong", "Thịnh", "Trung",
			},
		},
		cities: []string{"Hà Nội", "TP. Hồ Chí Minh", "TP. Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế", "Nha Trang", "Biên Hòa", "Đà Lạt", "Vũng Tàu", "Bắc Ninh"},
		firms:  []string{"Công ty TNHH %s", "Công ty Cổ phần %s", "May %s", "Nội thất %s", "Nhà hàng %s", "Dược phẩm %s", "Vận tải %s"},
		firmWords: []string{
			"Hòa Bình", "Phương Đông", "Đại Phát", "Tân Tiến", "Sao Việt", "An Khang", "Bình Minh", "Hoàng Gia", "Thành Công", "Sông Hồng",
			"Trường Sơn", "Minh Long", "Phú Quý", "Thiên Ân", "Hưng Thịnh", "Việt Tín", "Đông Á Châu", "Nam Cường", "Hải Âu", "Lạc Hồng",
		},
		titles:  []string{"Giám đốc", "Trưởng phòng mua hàng", "Kế toán trưởng", "Nhân viên kinh doanh", "Chủ cửa hàng", "Quản lý", "Trưởng phòng nhân sự", "Kỹ sư"},
		tags:    []string{"vip", "khách sỉ", "đại lý", "thân thiết", "hội chợ", "giới thiệu", "loyal", "cần báo giá", "Hà Nội"},
		sources: []string{"giới thiệu", "facebook", "zalo", "hội chợ", "website", "gọi trực tiếp"},
		mobile: mobile{
			prefixes: []string{"90", "91", "93", "94", "96", "97", "98", "86", "88", "32", "33", "35", "38", "39", "70", "76", "77", "79", "81", "83", "85"},
			digits:   7, groups: []int{3, 6}, trunk: "0", code: "84",
		},
		talk: vietnamese(),
	}
}

func china() nation {
	return nation{
		language: "zh", country: "CN", land: "中国", weight: 18, familyFirst: true, messenger: "wechat",
		family: []string{
			"王|wang", "王|wang", "李|li", "李|li", "张|zhang", "张|zhang", "刘|liu", "陈|chen", "杨|yang", "赵|zhao", "黄|huang", "周|zhou",
			"吴|wu", "徐|xu", "孙|sun", "马|ma", "朱|zhu", "胡|hu", "林|lin", "郭|guo", "何|he", "高|gao", "罗|luo", "欧阳|ouyang", "沈|shen",
		},
		women: givens{given: []string{
			"芳|fang", "娜|na", "秀英|xiuying", "敏|min", "静|jing", "丽|li", "艳|yan", "娟|juan", "霞|xia", "文静|wenjing", "雨桐|yutong",
			"晓燕|xiaoyan", "海燕|haiyan", "佳怡|jiayi", "玉兰|yulan", "婷婷|tingting", "欣怡|xinyi",
		}},
		men: givens{given: []string{
			"小明|xiaoming", "伟|wei", "强|qiang", "磊|lei", "洋|yang", "勇|yong", "军|jun", "杰|jie", "涛|tao", "超|chao", "明|ming",
			"建国|jianguo", "志强|zhiqiang", "子轩|zixuan", "浩然|haoran", "思远|siyuan", "国栋|guodong",
		}},
		cities: []string{"北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "南京", "苏州", "厦门", "西安", "青岛"},
		firms:  []string{"%s科技有限公司", "%s贸易有限公司", "%s服装厂", "%s电子有限公司", "%s实业集团"},
		firmWords: []string{
			"北京云帆", "上海恒达", "深圳华信", "广州明远", "杭州天成", "东方", "金鼎", "瑞丰", "新宇", "宏图", "长江", "泰和", "博雅", "嘉禾", "盛世",
		},
		titles:  []string{"总经理", "采购经理", "销售总监", "财务主管", "工程师", "厂长", "市场经理", "店长"},
		tags:    []string{"vip", "老客户", "重点客户", "展会", "代理商", "loyal", "批发", "待报价"},
		sources: []string{"微信", "展会", "朋友介绍", "网站", "阿里巴巴"},
		mobile: mobile{
			prefixes: []string{"130", "135", "136", "137", "138", "139", "150", "151", "158", "159", "180", "186", "187", "188"},
			digits:   8, groups: []int{3, 7}, code: "86",
		},
		talk: chinese(),
	}
}

func japan() nation {
	return nation{
		language: "ja", country: "JP", land: "日本", weight: 10, familyFirst: true, joint: " ", messenger: "line",
		family: []string{
			"佐藤|sato", "鈴木|suzuki", "高橋|takahashi", "田中|tanaka", "伊藤|ito", "渡辺|watanabe", "山本|yamamoto", "中村|nakamura",
			"小林|kobayashi", "加藤|kato", "吉田|yoshida", "山田|yamada", "佐々木|sasaki", "山口|yamaguchi", "松本|matsumoto", "井上|inoue",
			"木村|kimura", "林|hayashi", "清水|shimizu", "斎藤|saito",
		},
		women: givens{given: []string{
			"花子|hanako", "裕子|yuko", "陽菜|hina", "美咲|misaki", "由美子|yumiko", "さくら|sakura", "恵子|keiko", "葵|aoi", "ひかり|hikari", "真由美|mayumi",
		}},
		men: givens{given: []string{
			"太郎|taro", "健一|kenichi", "大輔|daisuke", "翔太|shota", "誠|makoto", "直樹|naoki", "拓也|takuya", "蓮|ren", "浩|hiroshi", "和也|kazuya",
		}},
		cities: []string{"東京", "大阪", "名古屋", "横浜", "福岡", "札幌", "京都", "神戸", "仙台"},
		firms:  []string{"株式会社%s", "%s株式会社", "有限会社%s", "%s工業", "%s商事"},
		firmWords: []string{
			"東亜", "日進", "さくら", "大和", "富士見", "光洋", "三葉", "北斗", "丸一", "あおば", "サンライズ", "ミナト",
		},
		titles:  []string{"部長", "課長", "代表取締役", "購買担当", "営業部長", "主任", "店長"},
		tags:    []string{"vip", "お得意様", "展示会", "紹介", "loyal", "見積中"},
		sources: []string{"紹介", "展示会", "ウェブ", "電話"},
		mobile:  mobile{prefixes: []string{"701", "703", "802", "805", "901", "904", "908"}, digits: 7, groups: []int{2, 6}, trunk: "0", code: "81"},
		talk:    japanese(),
	}
}
