package sample

func europe() []nation {
	return []nation{britain(), france(), germany(), spain(), poland()}
}

func britain() nation {
	return nation{
		language: "en", country: "GB", land: "United Kingdom", weight: 8, joint: " ", messenger: "whatsapp",
		family: []string{
			"Smith", "Jones", "Taylor", "Brown", "Whitfield", "O’Connor", "Evans", "Walker", "Wright", "Thompson", "Hughes", "Edwards",
			"MacDonald", "Ashworth", "Bennett", "Fitzgerald", "Patel", "Okafor",
		},
		women:  givens{given: []string{"Sarah", "Amelia", "Emily", "Charlotte", "Grace", "Sophie", "Alice", "Mary-Ann", "Priya", "Ifeoma", "Hannah", "Eleanor"}},
		men:    givens{given: []string{"James", "Oliver", "George", "Harry", "Thomas", "William", "Daniel", "Edward", "Arjun", "Callum", "Alexander", "Rhys"}},
		cities: []string{"London", "Manchester", "Birmingham", "Leeds", "Bristol", "Glasgow", "Edinburgh", "Cardiff"},
		firms:  []string{"%s Ltd", "%s & Sons", "%s Partners", "%s Logistics", "%s Foods"},
		firmWords: []string{
			"Harbour", "Northgate", "Blackwood", "Thornbury", "Kingfisher", "Oakridge", "Silverline", "Pennine", "Ashdown", "Meridian",
		},
		titles:  []string{"Managing Director", "Head of Purchasing", "Office Manager", "Sales Manager", "Engineer", "Owner", "CFO"},
		tags:    []string{"vip", "loyal", "newsletter", "wholesale", "trade fair", "referral"},
		sources: []string{"referral", "website", "trade fair", "linkedin", "cold call"},
		mobile: mobile{
			fiction: "7700900", room: 1000, prefixes: []string{"740", "750", "771", "780"}, digits: 7, groups: []int{4}, trunk: "0", code: "44",
		},
		talk: english(),
	}
}

func france() nation {
	return nation{
		language: "fr", country: "FR", land: "France", weight: 6, joint: " ", messenger: "whatsapp",
		family: []string{"Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Girard", "François", "Mercier", "Béranger", "Le Goff", "d’Aubigné", "Rousseau"},
		women:  givens{given: []string{"Camille", "Zoë", "Élodie", "Hélène", "Chloé", "Noémie", "Mathilde", "Anne-Sophie"}},
		men:    givens{given: []string{"Jean-Pierre", "François", "Lucas", "Étienne", "Benoît", "Rémi", "Olivier", "Gaël"}},
		cities: []string{"Paris", "Lyon", "Marseille", "Toulouse", "Nantes", "Orléans", "Besançon"},
		firms:  []string{"%s SARL", "Établissements %s", "%s et Fils", "Groupe %s"},
		firmWords: []string{
			"Beauséjour", "Lumière", "Valmont", "Côte d’Azur", "Montclair", "Rivière", "Bellerive", "Auvergne",
		},
		titles:  []string{"Responsable des achats", "Comptable", "Direction générale", "Responsable qualité", "Commerce"},
		tags:    []string{"vip", "fidèle", "salon", "grossiste", "loyal"},
		sources: []string{"recommandation", "salon", "site web", "téléphone"},
		mobile: mobile{
			fiction: "63998", room: 10000, prefixes: []string{"61", "62", "66", "67", "68"}, digits: 7, groups: []int{1, 3, 5, 7}, trunk: "0", code: "33",
		},
		talk: french(),
	}
}

func germany() nation {
	return nation{
		language: "de", country: "DE", land: "Deutschland", weight: 6, joint: " ", messenger: "whatsapp",
		family: []string{"Müller", "Schmidt", "Weiß", "Schäfer", "Köhler", "Groß", "von Berg", "Krüger", "Becker", "Jürgens", "Löwe", "Hofmann"},
		women:  givens{given: []string{"Anna", "Käthe", "Sabine", "Ursula", "Annegret", "Lea", "Monika", "Frauke"}},
		men:    givens{given: []string{"Jürgen", "Björn", "Lukas", "Felix", "Jörg", "Max", "Günther", "Tobias"}},
		cities: []string{"Berlin", "München", "Köln", "Hamburg", "Düsseldorf", "Nürnberg", "Leipzig"},
		firms:  []string{"%s GmbH", "%s AG", "%s & Söhne KG", "Autohaus %s", "Maschinenbau %s"},
		firmWords: []string{
			"Hansa", "Rheinland", "Süddeutsche Technik", "Grünwald", "Bergmann", "Nordlicht", "Königstein", "Elbtal",
		},
		titles:  []string{"Geschäftsführung", "Leitung Einkauf", "Vertrieb", "Buchhaltung", "Werkleitung"},
		tags:    []string{"vip", "Stammkunde", "Messe", "Großhandel", "loyal"},
		sources: []string{"Empfehlung", "Messe", "Webseite", "Telefon"},
		mobile: mobile{
			fiction: "17139200", room: 100, prefixes: []string{"160", "170", "171", "175"}, digits: 7, groups: []int{3}, trunk: "0", code: "49",
		},
		talk: german(),
	}
}

func spain() nation {
	return nation{
		language: "es", country: "ES", land: "España", weight: 4, joint: " ", messenger: "whatsapp",
		family: []string{"García", "Fernández López", "González", "Muñoz", "Ibáñez", "Núñez", "Martínez Ruiz", "Peña", "Jiménez"},
		women:  givens{given: []string{"María", "Begoña", "Lucía", "Sofía", "Inés", "Belén", "Carmen"}},
		men:    givens{given: []string{"José", "Iñaki", "Andrés", "Álvaro", "Joaquín", "Íñigo", "Raúl"}},
		cities: []string{"Madrid", "Barcelona", "Sevilla", "A Coruña", "Málaga", "Cádiz"},
		firms:  []string{"%s S.L.", "Hermanos %s", "Bodegas %s", "Grupo %s"},
		firmWords: []string{
			"Castaño", "del Sur", "Alcántara", "Mediterráneo", "Peñalba", "Los Álamos",
		},
		titles:  []string{"Dirección", "Compras", "Gerente", "Contable"},
		tags:    []string{"vip", "fiel", "feria", "mayorista", "loyal"},
		sources: []string{"recomendación", "feria", "web", "teléfono"},
		mobile:  mobile{prefixes: []string{"61", "62", "65", "66"}, digits: 7, groups: []int{3, 5, 7}, code: "34"},
		talk:    spanish(),
	}
}

func poland() nation {
	return nation{
		language: "pl", country: "PL", land: "Polska", weight: 2, joint: " ", messenger: "whatsapp",
		family:    []string{"Nowak", "Wójcik", "Mazur", "Wróbel", "Kaczmarek", "Duda", "Zając", "Pawlak", "Gołąb", "Dąbek"},
		women:     givens{given: []string{"Małgorzata", "Agnieszka", "Zofia", "Żaneta", "Katarzyna", "Elżbieta"}},
		men:       givens{given: []string{"Łukasz", "Paweł", "Stanisław", "Michał", "Grzegorz", "Świętosław"}},
		cities:    []string{"Warszawa", "Kraków", "Łódź", "Wrocław", "Gdańsk"},
		firms:     []string{"%s Sp. z o.o.", "Zakład %s", "%s S.A."},
		firmWords: []string{"Wisła", "Żubr", "Śląsk", "Bałtyk", "Łąka"},
		titles:    []string{"Prezes", "Dział zakupów", "Księgowość", "Inżynier"},
		tags:      []string{"vip", "stały klient", "targi", "hurt", "loyal"},
		sources:   []string{"polecenie", "targi", "strona", "telefon"},
		mobile:    mobile{prefixes: []string{"50", "60", "66", "69"}, digits: 7, groups: []int{3, 6}, code: "48"},
		talk:      polish(),
	}
}
