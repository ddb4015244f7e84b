// Windows' names for time zones, as Outlook and Exchange write them into calendars, and the IANA zone that each means
// (after Unicode CLDR's windowsZones, territory 001).

/** By lower-case name. */
export const windowsZones: ReadonlyMap<string, string> = new Map(
  `Dateline Standard Time=Etc/GMT+12|Hawaiian Standard Time=Pacific/Honolulu|Alaskan Standard Time=America/Anchorage
Pacific Standard Time=America/Los_Angeles|Pacific Standard Time (Mexico)=America/Tijuana|US Mountain Standard Time=America/Phoenix
Mountain Standard Time=America/Denver|Mountain Standard Time (Mexico)=America/Mazatlan|Central Standard Time=America/Chicago
Central Standard Time (Mexico)=America/Mexico_City|Central America Standard Time=America/Guatemala
Canada Central Standard Time=America/Regina|Eastern Standard Time=America/New_York|US Eastern Standard Time=America/Indianapolis
Eastern Standard Time (Mexico)=America/Cancun|SA Pacific Standard Time=America/Bogota|Venezuela Standard Time=America/Caracas
Atlantic Standard Time=America/Halifax|SA Western Standard Time=America/La_Paz|Pacific SA Standard Time=America/Santiago
Paraguay Standard Time=America/Asuncion|Newfoundland Standard Time=America/St_Johns|Cuba Standard Time=America/Havana
E. South America Standard Time=America/Sao_Paulo|Argentina Standard Time=America/Buenos_Aires|Montevideo Standard Time=America/Montevideo
SA Eastern Standard Time=America/Cayenne|Greenland Standard Time=America/Godthab|Azores Standard Time=Atlantic/Azores
Cape Verde Standard Time=Atlantic/Cape_Verde|UTC=UTC|Coordinated Universal Time=UTC|GMT Standard Time=Europe/London
Greenwich Standard Time=Atlantic/Reykjavik|Morocco Standard Time=Africa/Casablanca|W. Europe Standard Time=Europe/Berlin
Central Europe Standard Time=Europe/Budapest|Romance Standard Time=Europe/Paris|Central European Standard Time=Europe/Warsaw
W. Central Africa Standard Time=Africa/Lagos|GTB Standard Time=Europe/Bucharest|E. Europe Standard Time=Europe/Chisinau
FLE Standard Time=Europe/Kiev|Egypt Standard Time=Africa/Cairo|South Africa Standard Time=Africa/Johannesburg
Israel Standard Time=Asia/Jerusalem|Middle East Standard Time=Asia/Beirut|Jordan Standard Time=Asia/Amman|Syria Standard Time=Asia/Damascus
Turkey Standard Time=Europe/Istanbul|Kaliningrad Standard Time=Europe/Kaliningrad|Belarus Standard Time=Europe/Minsk
Russian Standard Time=Europe/Moscow|E. Africa Standard Time=Africa/Nairobi|Arab Standard Time=Asia/Riyadh|Arabic Standard Time=Asia/Baghdad
Iran Standard Time=Asia/Tehran|Arabian Standard Time=Asia/Dubai|Azerbaijan Standard Time=Asia/Baku|Georgian Standard Time=Asia/Tbilisi
Caucasus Standard Time=Asia/Yerevan|Mauritius Standard Time=Indian/Mauritius|Afghanistan Standard Time=Asia/Kabul
West Asia Standard Time=Asia/Tashkent|Pakistan Standard Time=Asia/Karachi|Ekaterinburg Standard Time=Asia/Yekaterinburg
India Standard Time=Asia/Calcutta|Sri Lanka Standard Time=Asia/Colombo|Nepal Standard Time=Asia/Katmandu
Bangladesh Standard Time=Asia/Dhaka|Central Asia Standard Time=Asia/Almaty|Myanmar Standard Time=Asia/Rangoon
SE Asia Standard Time=Asia/Bangkok|N. Central Asia Standard Time=Asia/Novosibirsk|North Asia Standard Time=Asia/Krasnoyarsk
China Standard Time=Asia/Shanghai|Singapore Standard Time=Asia/Singapore|Taipei Standard Time=Asia/Taipei
W. Australia Standard Time=Australia/Perth|North Asia East Standard Time=Asia/Irkutsk|Ulaanbaatar Standard Time=Asia/Ulaanbaatar
Tokyo Standard Time=Asia/Tokyo|Korea Standard Time=Asia/Seoul|Yakutsk Standard Time=Asia/Yakutsk
AUS Central Standard Time=Australia/Darwin|Cen. Australia Standard Time=Australia/Adelaide|E. Australia Standard Time=Australia/Brisbane
AUS Eastern Standard Time=Australia/Sydney|Tasmania Standard Time=Australia/Hobart|West Pacific Standard Time=Pacific/Port_Moresby
Vladivostok Standard Time=Asia/Vladivostok|Central Pacific Standard Time=Pacific/Guadalcanal|New Zealand Standard Time=Pacific/Auckland
Fiji Standard Time=Pacific/Fiji|Tonga Standard Time=Pacific/Tongatapu|Samoa Standard Time=Pacific/Apia`
    .split(/[|\n]/)
    .map((pair) => pair.split("="))
    .map(([name = "", zone = ""]) => [name.toLowerCase(), zone] as const),
);
