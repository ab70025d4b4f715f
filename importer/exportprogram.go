package importer

import (
	"fmt"
	"strings"

	"crm/store"
)

// googleColumns are those of Google Contacts since 2024. Its lists are as long as
// the longest of these contacts; labels are joined by " ::: ".
func googleColumns(s *shape) []exportColumn {
	var l columnList
	l.add("First Name", given)
	l.add("Middle Name", middle)
	l.add("Last Name", family)
	l.none("Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name", "Name Prefix", "Name Suffix")
	l.add("Nickname", nick)
	l.add("File As", func(c *store.Contact) string { return c.Name })
	l.add("Organization Name", employer)
	l.add("Organization Title", job)
	l.add("Organization Department", department)
	l.add("Birthday", func(c *store.Contact) string { return c.Birthday })
	l.add("Notes", wants)
	l.none("Photo")
	l.add("Labels", func(c *store.Contact) string {
		return strings.Join(append([]string{"* myContacts"}, c.Tags...), " ::: ")
	})
	for n := range max(1, s.emails) {
		l.add(fmt.Sprintf("E-mail %d - Label", n+1), func(c *store.Contact) string {
			if n < len(c.Emails) {
				return c.Emails[n].Label
			}
			return ""
		})
		l.add(fmt.Sprintf("E-mail %d - Value", n+1), email(n))
	}
	for n := range max(1, s.phones) {
		l.add(fmt.Sprintf("Phone %d - Label", n+1), func(c *store.Contact) string {
			if n < len(c.Phones) {
				return c.Phones[n].Label
			}
			return ""
		})
		l.add(fmt.Sprintf("Phone %d - Value", n+1), func(c *store.Contact) string {
			if n < len(c.Phones) {
				return international(c.Phones[n])
			}
			return ""
		})
	}
	for n := range max(1, s.addresses) {
		googleAddress(&l, n)
	}
	for n := range max(1, s.links) {
		l.add(fmt.Sprintf("Website %d - Label", n+1), func(c *store.Contact) string {
			if n < len(c.Links) && c.Links[n].Kind != "web" {
				return c.Links[n].Kind
			}
			return ""
		})
		l.add(fmt.Sprintf("Website %d - Value", n+1), func(c *store.Contact) string {
			if n < len(c.Links) {
				return c.Links[n].URL
			}
			return ""
		})
	}
	for n, v := range s.customs {
		value := func(c *store.Contact) string { return customValue(c, v.Key) }
		l.add(fmt.Sprintf("Custom Field %d - Label", n+1), func(c *store.Contact) string {
			if value(c) == "" {
				return ""
			}
			return v.Label
		})
		l.add(fmt.Sprintf("Custom Field %d - Value", n+1), value)
	}
	return l
}

func googleAddress(l *columnList, n int) {
	at := func(name string, part func(store.Address) string) {
		l.add(fmt.Sprintf("Address %d - %s", n+1, name), address(n, part))
	}
	at("Label", func(a store.Address) string { return a.Label })
	at("Formatted", func(a store.Address) string {
		var lines []string
		for _, s := range []string{a.Street, strings.TrimSpace(a.City + " " + a.Region), strings.TrimSpace(a.Postcode + " " + a.Country)} {
			if s != "" {
				lines = append(lines, s)
			}
		}
		return strings.Join(lines, "\n")
	})
	at("Street", street)
	at("City", city)
	l.none(fmt.Sprintf("Address %d - PO Box", n+1))
	at("Region", region)
	at("Postal Code", postcode)
	at("Country", country)
	l.none(fmt.Sprintf("Address %d - Extended Address", n+1))
}

func customValue(c *store.Contact, key string) string {
	for _, v := range c.Custom {
		if v.Key == key {
			return v.Value
		}
	}
	return ""
}

// outlookColumns are those of Outlook.com and the new Outlook.
func outlookColumns() []exportColumn {
	var l columnList
	l.add("First Name", given)
	l.add("Middle Name", middle)
	l.add("Last Name", family)
	l.none("Title", "Suffix")
	l.add("Nickname", nick)
	l.none("Given Yomi", "Surname Yomi")
	for n, h := range []string{"E-mail Address", "E-mail 2 Address", "E-mail 3 Address"} {
		l.add(h, email(n))
	}
	l.add("Home Phone", phone("home", 0))
	l.add("Home Phone 2", phone("home", 1))
	l.add("Business Phone", phone("work", 0))
	l.add("Business Phone 2", phone("work", 1))
	l.add("Mobile Phone", phone("mobile", 0))
	l.none("Car Phone")
	l.add("Other Phone", phone("other", 0))
	l.add("Primary Phone", phone("mobile", 1))
	l.none("Pager")
	l.add("Business Fax", phone("fax", 0))
	l.none("Home Fax", "Other Fax", "Company Main Phone", "Callback", "Radio Phone", "Telex", "TTY/TDD Phone", "IMAddress")
	l.add("Job Title", job)
	l.add("Department", department)
	l.add("Company", employer)
	l.none("Office Location", "Manager's Name", "Assistant's Name", "Assistant's Phone", "Company Yomi")
	for n, kind := range []string{"Business", "Home", "Other"} {
		l.add(kind+" Street", address(n, street))
		l.add(kind+" City", address(n, city))
		l.add(kind+" State", address(n, region))
		l.add(kind+" Postal Code", address(n, postcode))
		l.add(kind+" Country/Region", address(n, country))
	}
	l.none("Personal Web Page", "Spouse", "Schools", "Hobby", "Location")
	l.add("Web Page", page)
	l.add("Birthday", born)
	l.none("Anniversary")
	l.add("Notes", spare(about, map[string]int{"home": 2, "work": 2, "mobile": 2, "other": 1, "fax": 1}, 3, 3))
	return l
}

// hubspotColumns are the labels of HubSpot's properties of a contact; its import
// maps them by itself.
func hubspotColumns() []exportColumn {
	var l columnList
	l.add("First Name", forenames)
	l.add("Last Name", family)
	l.add("Email", email(0))
	l.add("Phone Number", phone("work", 0))
	l.add("Mobile Phone Number", phone("mobile", 0))
	l.add("Fax Number", phone("fax", 0))
	l.add("Company Name", employer)
	l.add("Job Title", job)
	l.add("Street Address", address(0, street))
	l.add("City", address(0, city))
	l.add("State/Region", address(0, region))
	l.add("Postal Code", address(0, postcode))
	l.add("Country/Region", address(0, country))
	l.add("Website URL", page)
	l.add("Lifecycle Stage", func(c *store.Contact) string {
		switch {
		case c.Relation != "customer":
			return "Other"
		case c.Life == "potential":
			return "Lead"
		}
		return "Customer"
	})
	l.add("Date of birth", born)
	l.add("Original Source", leadSource)
	l.add("Message", spare(also(also(about, "Nickname", nick), "Department", department), map[string]int{"work": 1, "mobile": 1, "fax": 1}, 1, 1))
	return l
}

// salesforceColumns are the labels of Salesforce's import wizard, which takes no
// contact without a last name.
func salesforceColumns() []exportColumn {
	var l columnList
	l.add("First Name", firstName)
	l.add("Last Name", lastName)
	l.add("Account Name", employer)
	l.add("Title", job)
	l.add("Department", department)
	l.add("Email", email(0))
	l.add("Phone", phone("work", 0))
	l.add("Mobile", phone("mobile", 0))
	l.add("Home Phone", phone("home", 0))
	l.add("Other Phone", phone("other", 0))
	l.add("Fax", phone("fax", 0))
	l.add("Mailing Street", address(0, street))
	l.add("Mailing City", address(0, city))
	l.add("Mailing State/Province", address(0, region))
	l.add("Mailing Zip/Postal Code", address(0, postcode))
	l.add("Mailing Country", address(0, country))
	l.add("Birthdate", born)
	l.add("Lead Source", leadSource)
	optOut := func(header, channel string) {
		l.add(header, func(c *store.Contact) string {
			for _, x := range c.Consents {
				if x.Channel == channel && x.State == "no" {
					return "1"
				}
			}
			return "0"
		})
	}
	optOut("Email Opt Out", "email")
	optOut("Do Not Call", "call")
	l.add("Description", spare(also(also(about, "Nickname", nick), "Website", page), map[string]int{"work": 1, "mobile": 1, "home": 1, "other": 1, "fax": 1}, 1, 1))
	return l
}
