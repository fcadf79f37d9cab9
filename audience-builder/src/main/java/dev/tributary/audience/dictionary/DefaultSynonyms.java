package dev.tributary.audience.dictionary;

import static java.util.Map.entry;

import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The synonyms of usual names, until a user chooses others: the events of the e-commerce
 * specification of Segment, and frequent traits. The words are English. Names are compared by their
 * letters and digits, so {@code Order Completed} and {@code order_completed} are one name.
 */
final class DefaultSynonyms {
  private static final List<String> VISIT =
      List.of("visit", "visited", "came back", "come back", "browse", "look at");
  private static final List<String> SIGN_UP =
      List.of("register", "registered", "joined", "sign up");
  private static final List<String> SIGN_IN = List.of("login", "log in", "visit", "came back");
  private static final List<String> BIRTHDAY = List.of("birth date", "date of birth", "born");
  private static final List<String> SPENT =
      List.of("spent", "total spend", "customer value", "LTV", "CLV", "turnover");

  private static final Map<String, List<String>> EVENTS =
      Map.ofEntries(
          entry(
              "ordercompleted",
              List.of(
                  "bought", "buy", "purchase", "purchased", "ordered", "sale", "checkout done")),
          entry(
              "orderplaced", List.of("bought", "buy", "purchase", "purchased", "ordered", "sale")),
          entry("purchase", List.of("bought", "buy", "order", "ordered", "sale")),
          entry("orderupdated", List.of("changed an order")),
          entry("orderrefunded", List.of("returned", "money back", "refund")),
          entry("ordercancelled", List.of("canceled", "cancellation")),
          entry("productviewed", List.of("looked at", "saw", "product page", "view item")),
          entry("productclicked", List.of("looked at", "opened a product")),
          entry("productlistviewed", List.of("browsed", "category page")),
          entry("productssearched", List.of("looked for", "query")),
          entry("productadded", List.of("add to cart", "basket", "put in the cart")),
          entry("productremoved", List.of("remove from cart", "basket")),
          entry("productaddedtowishlist", List.of("favourite", "favorite", "saved for later")),
          entry("productreviewed", List.of("rating", "rated", "stars")),
          entry("cartviewed", List.of("basket", "looked at the cart")),
          entry("checkoutstarted", List.of("began to buy", "going to pay", "basket")),
          entry("checkoutstepcompleted", List.of("going to pay", "buying")),
          entry("paymentinfoentered", List.of("card", "pay", "paid")),
          entry("couponapplied", List.of("discount", "voucher", "promo code")),
          entry("promotionviewed", List.of("saw an offer", "banner")),
          entry("promotionclicked", List.of("opened an offer", "banner")),
          entry("signedup", SIGN_UP),
          entry("accountcreated", SIGN_UP),
          entry("signedin", SIGN_IN),
          entry("loggedin", SIGN_IN),
          entry("sessionstarted", VISIT),
          entry("applicationopened", List.of("opened the app", "app start", "visit")),
          entry("applicationinstalled", List.of("installed the app", "download")),
          entry("ticketopened", List.of("complaint", "complained", "support", "asked for help")),
          entry("emailopened", List.of("read the mail", "newsletter")),
          entry("emaillinkclicked", List.of("clicked in the mail", "newsletter")));

  private static final Map<String, List<String>> TRAITS =
      Map.ofEntries(
          entry("email", List.of("e-mail", "mail address")),
          entry("phone", List.of("mobile", "telephone")),
          entry("firstname", List.of("given name", "forename")),
          entry("lastname", List.of("surname", "family name")),
          entry("country", List.of("nation", "land")),
          entry("city", List.of("town", "place")),
          entry("postalcode", List.of("postcode", "zip code")),
          entry("language", List.of("locale", "speaks")),
          entry("newsletter", List.of("subscriber", "subscribed", "opt-in")),
          entry("lifetimevalue", SPENT),
          entry("ltv", SPENT),
          entry("churnscore", List.of("risk", "leaving", "likely to leave")),
          entry("birthday", BIRTHDAY),
          entry("birthdate", BIRTHDAY),
          entry("dateofbirth", BIRTHDAY),
          entry("createdat", List.of("signed up", "registered", "customer since")),
          entry("plan", List.of("subscription", "tier", "package")));

  private DefaultSynonyms() {}

  static List<String> of(DictionaryEntry entry) {
    return switch (entry) {
      case DictionaryEntry.OfTrait(String trait) -> TRAITS.getOrDefault(letters(trait), List.of());
      case DictionaryEntry.OfEvent(EventKind event) -> of(event.call(), event.name());
    };
  }

  private static List<String> of(Call call, @Nullable String name) {
    return switch (call) {
      case TRACK -> name == null ? List.of() : EVENTS.getOrDefault(letters(name), List.of());
      case PAGE, SCREEN -> VISIT;
      case GROUP, ALIAS -> List.of();
    };
  }

  private static String letters(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }
}
