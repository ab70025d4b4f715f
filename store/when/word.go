package when

import (
	"strings"
	"time"
)

// The words are looked up by switches: a map at package level would be built
// at every start of the program, and most starts read no date.

// dayWord knows the words for a day near today, as a distance in days.
func dayWord(key string) (days int, ok bool) {
	switch key {
	case "today", "homnay", "今天", "今日", "今":
		return 0, true
	case "tomorrow", "tmr", "tom", "mai", "ngaymai", "明天", "明日":
		return 1, true
	case "yesterday", "homqua", "ngayhomqua", "昨天", "昨日":
		return -1, true
	case "dayaftertomorrow", "ngaykia", "mot", "后天", "後天":
		return 2, true
	case "daybeforeyesterday", "homkia", "前天":
		return -2, true
	case "大后天", "大後天":
		return 3, true
	}
	return 0, false
}

// period is a stretch of the calendar.
type period uint8

const (
	noPeriod period = iota
	week
	month
	quarter
	year
)

// periodWord knows this-week, tháng-sau, 明年: a period and how many of it
// from the current one.
func periodWord(key string) (p period, n int) {
	switch key {
	case "thisweek", "tuannay", "本周", "这周", "這周", "本週", "这星期", "本星期":
		return week, 0
	case "nextweek", "tuansau", "tuantoi", "下周", "下週", "下星期", "下个星期", "下礼拜":
		return week, 1
	case "lastweek", "tuantruoc", "tuanqua", "上周", "上週", "上星期", "上个星期", "上礼拜":
		return week, -1
	case "thismonth", "thangnay", "本月", "这个月", "這個月":
		return month, 0
	case "nextmonth", "thangsau", "thangtoi", "下个月", "下個月", "下月":
		return month, 1
	case "lastmonth", "thangtruoc", "上个月", "上個月", "上月":
		return month, -1
	case "thisquarter", "quynay", "本季度", "这个季度":
		return quarter, 0
	case "nextquarter", "quysau", "quytoi", "下季度", "下个季度":
		return quarter, 1
	case "lastquarter", "quytruoc", "上季度", "上个季度":
		return quarter, -1
	case "thisyear", "namnay", "今年":
		return year, 0
	case "nextyear", "namsau", "namtoi", "sangnam", "明年":
		return year, 1
	case "lastyear", "namtruoc", "namngoai", "去年":
		return year, -1
	}
	return noPeriod, 0
}

// endWord knows the ends of the current periods.
func endWord(key string) period {
	switch key {
	case "eow", "cuoituan", "周末", "週末":
		return week
	case "eom", "cuoithang", "月底":
		return month
	case "eoq", "cuoiquy", "季末":
		return quarter
	case "eoy", "cuoinam", "年底":
		return year
	}
	return noPeriod
}

// weekdayWord knows the days of the week.
func weekdayWord(key string) (time.Weekday, bool) {
	switch key {
	case "mon", "monday", "t2", "thu2", "thuhai", "周一", "星期一":
		return time.Monday, true
	case "tue", "tues", "tuesday", "t3", "thu3", "thuba", "周二", "星期二":
		return time.Tuesday, true
	case "wed", "wednesday", "t4", "thu4", "thutu", "周三", "星期三":
		return time.Wednesday, true
	case "thu", "thur", "thurs", "thursday", "t5", "thu5", "thunam", "周四", "星期四":
		return time.Thursday, true
	case "fri", "friday", "t6", "thu6", "thusau", "周五", "星期五":
		return time.Friday, true
	case "sat", "saturday", "t7", "thu7", "thubay", "周六", "星期六":
		return time.Saturday, true
	case "sun", "sunday", "cn", "chunhat", "周日", "周天", "星期日", "星期天":
		return time.Sunday, true
	}
	return 0, false
}

// weekday reads a day of the week, alone or with the week it lies in:
// fri, next-fri, t6 tuần sau, 下周五. fixed is true when the week was said.
func (t text) weekday() (wd time.Weekday, weeks int, fixed, ok bool) {
	key := t.key
	if !isASCII(key) { // most are, and a Replacer would cost more than the rest
		key = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(key, "週", "周"), "礼拜", "星期"), "禮拜", "星期")
	}
	if wd, ok = weekdayWord(key); ok {
		// thứ alone is the Vietnamese "-day", not the English Thursday.
		return wd, 0, false, !(key == "thu" && !isASCII(t.raw))
	}
	for _, w := range [...]struct {
		s string
		n int
	}{
		{"next", 1}, {"this", 0}, {"last", -1},
		{"tuansau", 1}, {"tuantoi", 1}, {"tuannay", 0}, {"tuantruoc", -1}, {"tuanqua", -1},
		{"下个", 1}, {"下", 1}, {"这个", 0}, {"这", 0}, {"本", 0}, {"上个", -1}, {"上", -1},
	} {
		rest, cut := strings.CutPrefix(key, w.s)
		if !cut && w.s[0] == 't' {
			rest, cut = strings.CutSuffix(key, w.s)
		}
		if !cut {
			continue
		}
		if wd, ok = weekdayWord(rest); ok {
			return wd, w.n, true, true
		}
	}
	return 0, 0, false, false
}

// monthWord knows the English names of the months.
func monthWord(s string) time.Month {
	switch s {
	case "jan", "january":
		return time.January
	case "feb", "february":
		return time.February
	case "mar", "march":
		return time.March
	case "apr", "april":
		return time.April
	case "may":
		return time.May
	case "jun", "june":
		return time.June
	case "jul", "july":
		return time.July
	case "aug", "august":
		return time.August
	case "sep", "sept", "september":
		return time.September
	case "oct", "october":
		return time.October
	case "nov", "november":
		return time.November
	case "dec", "december":
		return time.December
	}
	return 0
}
