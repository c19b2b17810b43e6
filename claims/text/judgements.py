"""Words and turns by which a judgement is known, German and English, in small letters; no logic but lookups."""

from claims.text.wordlists import listed

PHRASES = (
    " meiner meinung nach ", " meines erachtens ", " ich finde ", " ich glaube ", " ich meine ", " ich hoffe ",
    " ich fürchte ", " ich denke ", " aus meiner sicht ", " zum glück ", " hoffentlich ", " leider ", " wie schön ",
    " es ist höchste zeit ", " höchste zeit ", " es wird zeit ", " es ist an der zeit ", " das ist ein skandal ",
    " man darf gespannt sein ", " darf man gespannt sein ", " bleibt zu hoffen ", " bleibt abzuwarten ",
    " wäre wünschenswert ", " es wäre schön ", " es wäre gut ", " es wäre besser ", " wäre es gut ", " wäre es besser ",
    " wäre schade ", " schade wäre ", " schade ist ", " schade, dass ", " gut so ", " so weit, so gut ", " geht es kaum ",
    " man möchte ", " man kann nur ", " man könnte meinen ", " man fragt sich ", " da kann man nur ", " gott sei dank ",
    " das darf nicht sein ", " so geht es nicht ", " so kann es nicht weitergehen ", " das reicht nicht ", " kein wunder ",
    " wer hätte das gedacht ", " da bleibt nur ", " kann noch heiter werden ", " das überrascht nicht ", " selten sah man ", " allemal ", " forgive me ", " put it mildly ", " putting it mildly ", " putting it kindly ", " hard to see how ", " hard to imagine ", " es braucht endlich ", " in my view ",
    " in my opinion ", " i think ", " i believe ", " i hope ", " i fear ", " i feel ", " unfortunately ", " thankfully ",
    " it is high time ", " it is time to ", " it is time for ", " one can only hope ", " let us hope ", " let's hope ",
    " it remains to be seen ", " frankly ", " shame on ", " give us pause ", " no wonder ", " sadly ", " mercifully ",
    " hardly make it up ", " you couldn't make it up ", " couldn't make this up ", " it beggars belief ", " so be it ",
    " about time ", " the least we can do ", " good riddance ", " enough is enough ", " to be ashamed ",
)  # fmt: skip
WORDS_DE = listed(
    "gut schlecht schön schlimm furchtbar schrecklich großartig grossartig wunderbar skandalös peinlich absurd "
    "unerträglich unfassbar beschämend traurig dumm klug falsch richtig fatal grotesk zynisch feige mutig "
    "lächerlich skandal schande armutszeugnis katastrophe farce irrsinn wahnsinn blamage tragödie fehler "
    "überfällig unverantwortlich verantwortungslos kurzsichtig hervorragend langweilig spannend beeindruckend "
    "bedauerlich erfreulich gerecht ungerecht fair unfair naiv heuchlerisch verlogen wichtig nötig sinnvoll "
    "frustrierend ärgerlich nervig seltsam merkwürdig komisch kurios bizarr skurril albern lachhaft beklagenswert "
    "bedenklich fragwürdig zweifelhaft unsinnig sinnlos unnötig überflüssig töricht blöd bescheuert verrückt irre "
    "empörend unverschämt dreist frech schamlos infam perfide schäbig kleinlich erbärmlich jämmerlich kläglich miserabel "
    "desaströs verheerend dramatisch tragisch ungeheuerlich unglaublich unbegreiflich unverständlich inakzeptabel "
    "unwürdig würdelos respektlos rücksichtslos herzlos kaltherzig gnadenlos gefährlich leichtsinnig fahrlässig "
    "vernünftig weise besonnen bewundernswert lobenswert vorbildlich genial brillant fantastisch phantastisch toll "
    "super prima herrlich wunderschön atemberaubend überwältigend sensationell grandios spektakulär furios famos "
    "hässlich scheußlich abscheulich widerlich ekelhaft grässlich entsetzlich trist öde fade sympathisch unsympathisch "
    "arrogant überheblich anmaßend selbstgerecht scheinheilig bigott borniert engstirnig weltfremd realitätsfern "
    "ehrlich unehrlich aufrichtig glaubwürdig unglaubwürdig überzeugend schwach stark einseitig oberflächlich "
    "unsinn blödsinn quatsch mumpitz humbug heuchelei zumutung frechheit unverschämtheit trauerspiel tiefpunkt "
    "bankrotterklärung offenbarungseid debakel desaster fiasko drama albtraum alptraum segen glücksfall hoffnungsschimmer "
    "kopfschütteln augenwischerei mogelpackung luftnummer schnapsidee irrweg holzweg sackgasse luxus pflicht "
    "politik lösung zeichen signal armut fortschritt rückschritt schlamperei schwachsinn wunder ironie "
    "bitter hart erstaunlich bemerkenswert verständlich unverzichtbar unerlässlich notwendig dringend teuer erledigt"
) - listed("politik lösung signal zeichen teuer gefährlich hart stark schwach pflicht armut dramatisch verheerend tragisch")  # fmt: skip
WORDS_EN = listed(
    "good bad beautiful terrible awful great wonderful scandalous embarrassing absurd unbearable shameful sad "
    "stupid clever wrong right fatal grotesque cynical brave ridiculous scandal disgrace disaster farce madness "
    "tragedy mistake overdue irresponsible shortsighted excellent boring exciting impressive fair unfair naive "
    "frustrating annoying strange odd weird bizarre silly laughable lamentable questionable dubious pointless needless "
    "foolish daft crazy insane outrageous brazen shameless infamous shabby petty pathetic pitiful miserable dire "
    "disastrous monstrous unbelievable incredible incomprehensible unacceptable undignified disrespectful reckless "
    "heartless merciless careless sensible wise admirable laudable exemplary brilliant fantastic superb lovely gorgeous "
    "breathtaking glorious sensational spectacular ugly hideous disgusting horrible dreadful appalling ghastly bleak "
    "arrogant pompous sanctimonious hypocritical bigoted narrow-minded honest dishonest sincere convincing "
    "unconvincing one-sided shallow nonsense rubbish hypocrisy insult outrage lowlight fiasco debacle nightmare blessing "
    "short-sighted godsend sham joke travesty folly idiocy lunacy irony shame pity delight triumph marvel mess best worst "
    "astonishing remarkable understandable indispensable bitter ashamed obscene brave cowardly callous cruel"
) - listed("best worst right")  # fmt: skip
# Words that judge wherever they stand, with or without "ist": adjectives, nouns and verbs, as lemmas.
STRONG_DE = listed(
    "erbärmlich jämmerlich kläglich miserabel desolat murksig surreal absurd grotesk skandalös peinlich beschämend schändlich "
    "unerträglich unfassbar unsäglich unverantwortlich verantwortungslos heuchlerisch verlogen scheinheilig schamlos dreist "
    "unverschämt empörend lächerlich lachhaft albern töricht dämlich hanebüchen haarsträubend abstrus irrwitzig irrsinnig wahnwitzig "
    "halbherzig mutlos kopflos planlos ideenlos ratlos visionslos kleinmütig kleinkariert engstirnig weltfremd naiv zynisch perfide "
    "infam schäbig mies desaströs katastrophal ernüchternd enttäuschend erschütternd erschreckend beunruhigend bedrückend "
    "großartig grossartig grandios fantastisch wunderbar herrlich vorbildlich bewundernswert brillant famos wohltuend "
    "trauerspiel armutszeugnis farce posse schmierentheater kasperletheater irrsinn wahnsinn schwachsinn blödsinn unsinn mumpitz "
    "humbug murks pfusch blamage schande skandal heuchelei zumutung frechheit unverschämtheit schnapsidee mogelpackung luftnummer "
    "augenwischerei bankrotterklärung offenbarungseid trauermarsch gezänk gezerre gewurstel hühnerhaufen geisterfahrer "
    "bärendienst irrweg holzweg wermutstropfen lichtblick segen sternstunde paukenschlag befreiungsschlag totalversagen versagen "
    "stümpern versemmeln verplempern durchwursteln taumeln stolpern verspielen vergeigen verbocken vermasseln vergeuden verhöhnen "
    "schwadronieren schwafeln faseln lamentieren zündeln herumeiern mauscheln kungeln pfuschen verschlafen verschleudern"
)
# Turns of a view; `_` stands for up to five words. In a report, too, they judge unless somebody is quoted.
TURNS_DE = (
    "sieht anders aus|sehen anders aus|schlag ins gesicht|steht viel auf dem spiel|steht so viel auf dem spiel"
    "|kommt zur unzeit|wäre _ besser gewesen|besser wäre _ gewesen|wäre _ klüger|täte _ gut|täten _ gut|stünde _ gut zu gesicht"
    "|nötig wäre|hätte längst|hätten längst|man kann _ nur|da kann man|kann man nur|lässt sich nur|hat mit _ nichts zu tun"
    "|drängen sich fragen auf|drängt sich die frage auf|bleibt ein rätsel|chance vertan|chancen vertan|chance verpasst|vertane chance"
    "|schlimmer hätten|schlimmer hätte|schöner kann man|deutlicher kann man|das ist die lehre|das ist das problem|ist das eigentliche problem"
    "|es geht auch anders|geht gar nicht|zu kurz gesprungen|zu kurz gedacht|greift zu kurz|greifen zu kurz|über das ziel hinaus"
    "|auf dem falschen weg|auf dem richtigen weg|den richtigen weg|den falschen weg|macht es sich|machen es sich|eine gewisse chuzpe|fehl am platz|nicht im griff|stünde _ an|stünden _ an|macht es _ leicht|macht es _ schwer|taugt nicht|taugen nicht|aus dem blick geraten|der richtige weg|der falsche weg|ein falsches signal|das falsche signal|ein gutes signal"
    "|ein wichtiges signal|ein fatales signal|ein schlechtes zeichen|ein gutes zeichen|höchste zeit|längst überfällig|mehr als überfällig"
    "|zu recht|hat recht|haben recht|hat unrecht|vorne und hinten nicht|hinten und vorne nicht|kaum zu glauben|nicht zu fassen"
    "|sollte nicht wundern|darf nicht wundern|wundert es nicht|ist es kein wunder|macht es nicht besser|macht _ nicht besser"
    "|so gewinnt man|so macht man|so regiert man|so geht man|wer so _ verspielt|spielt mit dem feuer|schießt sich ins eigene knie"
    "|hat es in der hand|haben es in der hand|aus dem ruder|seinesgleichen|ihresgleichen|lässt tief blicken"
    "|muss sich niemand wundern|darf sich nicht wundern|bleibt der eindruck|bleibt ein fader|bleibt ein bitterer"
    "|verdient respekt|verdienen respekt|verdient anerkennung|verdient lob|gebührt dank|gebührt respekt|chapeau|bravo|weiß gott"
    "|das maß ist voll|so viel ist sicher|eines ist klar|klar ist auch|kein gutes haar|ein schlechter witz|ein schlechter scherz"
)
# Turns that judge in a column only; a report may mean them as it says.
COLUMN_TURNS_DE = (
    "schien _ zu|scheint _ zu|scheinen _ zu|so oder so|schuld sind|schuld ist|schuld daran|aufgabe der politik|aufgabe des|in einer krise|in der krise|in der sackgasse|nicht mehr fähig"
    "|nicht willens|kein ende in sicht|nichts zu spüren|wenig zu spüren|fehlt der mut|fehlt es an|reicht nicht|reichen nicht|reicht _ nicht aus"
    "|reichen _ nicht aus|bringen _ kaum etwas|bringt _ kaum etwas|bringt _ nichts|bringen _ nichts|nur schwer|erinnert _ an|erinnern _ an|alle hände voll zu tun"
    "|alle hände voll|reiht sich|ist eine der besseren|eine der besseren|verdient|verdienen|wollen schließlich|will schließlich|das klingt|das wirkt|es wirkt|so wirkt"
    "|rächt es sich|rächt sich|scherbenhaufen|als verlierer|als verliererin|als sieger|als siegerin|hat _ konsequenzen|ist niemandem geholfen"
    "|ist keinem geholfen|ist wenig gewonnen|ist viel gewonnen|mit der lupe suchen|keine spur|alternativlos|in die falle|in _ falle getappt"
    "|bräuchte|bräuchten|täte|täten|hätte _ können|hätte _ müssen|hätte _ sollen|hätten _ können|hätten _ müssen|hätten _ sollen"
    "|keineswegs so|alles andere als|sage und schreibe|mit einem lauten knall|mit pauken und trompeten|auf die lange bank|unter den teppich"
    "|in den sand gesetzt|vor die wand|an die wand|gegen die wand|die quittung|den preis dafür|zu hoch gepokert|bringen _ wenig|bringt _ wenig"
    "|endlich _ eine|endlich _ ein|sind wir|müssen wir|dürfen wir|können wir|brauchen wir|wir brauchen|wir müssen|da hat|da haben"
    "|müde und erschöpft|wollte nicht|wollten nicht|will nicht|wollen nicht|rechnung wird|die zeche zahlen|der dumme ist|die dummen sind"
    "|geradezu|schlicht|schlichtweg|rundweg|ausgerechnet|natürlich|gewiss|freilich|zugegeben|immerhin"
)
# "Schlechter hätte es nicht laufen können", "Besser kann man es kaum sagen"
OUTDONE_DE = r"\w+er (?:hätte|hätten|kann|könnte|konnte|lässt|geht|war|ist) .*\b(?:nicht|kaum|nie|nimmer)\b"
# Adjectives behind "ist" by which a column states a fact.
PLAIN_DE = listed(
    "rechtskräftig geschlossen gesperrt geöffnet leer insolvent pleite öffentlich zulässig unzulässig gültig ungültig anhängig "
    "verheiratet tot fertig befristet unbefristet verboten erlaubt anonym kostenlos kostenpflichtig barrierefrei ausverkauft "
    "ausgebucht unbesetzt vakant baufällig denkmalgeschützt vorbestraft minderjährig volljährig arbeitslos beamtet zuständig"
)
# Participles that tell no event: "Vorsicht ist geboten", "Die Grenze ist überschritten".
TIMELESS_DE = listed(
    "geboten angebracht angesagt gefragt gefordert überschritten erreicht vorprogrammiert gerechtfertigt berechtigt verfehlt "
    "verspielt verdient vertan gedient geholfen gewonnen verloren gemeint gemacht getan gesagt geschenkt erlaubt bedacht"
)
# Verbs of what can be seen, counted or looked up, by which a column states a fact in the present.
SEEN_DE = listed(
    "enthalten fassen zahlen kosten betragen gehören betreiben besitzen verkehren fahren laufen enden beginnen öffnen schließen "
    "sinken steigen fallen wachsen schrumpfen zunehmen abnehmen liefern bauen kaufen verkaufen vermieten produzieren erzeugen "
    "verbrauchen beschäftigen arbeiten wohnen leben sterben heiraten klagen prüfen ermitteln suchen planen beschließen ablehnen "
    "lehnen zustimmen unterstützen fördern verbieten erlauben regeln vorschreiben verpflichten gelten liegen sitzen "
    "umfassen zählen messen wiegen dauern spielen trainieren treffen empfangen besuchen reisen schicken senden "
    "exportieren importieren melden veröffentlichen drucken erscheinen streichen kürzen erhöhen senken sparen investieren "
    "mieten pachten sperren räumen sanieren erneuern ersetzen kontrollieren überwachen bestrafen verhaften entlassen einstellen "
    "tragen sehen stimmen verweisen verlangen fordern regieren verhandeln führen leiten ändern beenden starten gründen geben bekommen erhalten"
)
# What a column states facts about, too, beside those who speak.
ACTORS_DE = listed(
    "bund entwurf gesetzentwurf gesetz vertrag urteil haushalt etat klausel satzung verordnung richtlinie kreis gemeinde kommune "
    "klinik krankenhaus schule hochschule universität gericht konzern werk fabrik betrieb bank kasse versicherung verein klub "
    "mannschaft armee bundeswehr börse markt"
)
# Titles of columns by which the whole text is one person's view.
COLUMNS = listed(
    "kommentar meinung leitartikel kolumne glosse essay gastbeitrag standpunkt zwischenruf editorial opinion "
    "comment column op-ed commentary views viewpoint debatte"
)
