package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.hubspot.Account;
import dev.tributary.sandbox.hubspot.AccountApi;
import dev.tributary.sandbox.hubspot.AssociationApi;
import dev.tributary.sandbox.hubspot.EventApi;
import dev.tributary.sandbox.hubspot.ListApi;
import dev.tributary.sandbox.hubspot.MembershipApi;
import dev.tributary.sandbox.hubspot.ObjectApi;
import dev.tributary.sandbox.hubspot.PropertyApi;
import dev.tributary.sandbox.hubspot.SearchApi;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/** HubSpot's paths, at the root as below {@code https://api.hubapi.com}. */
final class HubSpotRoutes {
  private final Gate gate;
  private final Account account;

  HubSpotRoutes(Gate gate, Account account) {
    this.gate = gate;
    this.account = account;
  }

  void register(Router router) {
    objects(router, new ObjectApi(account));
    properties(router, new PropertyApi(account));
    associations(router, new AssociationApi(account));
    lists(router, new ListApi(account), new MembershipApi(account));
    var events = new EventApi(account);
    route(router, HttpMethod.POST, "/events/v3/send", events::send);
    route(router, HttpMethod.POST, "/events/v3/send/batch", events::sendBatch);
    var api = new AccountApi();
    route(router, HttpMethod.GET, "/account-info/v3/details", api::details);
    router.route("/account-info/*").handler(gate.to(account, api::unknown));
    router.route("/events/*").handler(gate.to(account, api::unknown));
    router.route("/crm/*").handler(gate.to(account, api::unknown));
  }

  private void objects(Router router, ObjectApi api) {
    var type = "/crm/v3/objects/:type";
    route(router, HttpMethod.POST, type + "/batch/upsert", api::batchUpsert);
    route(router, HttpMethod.POST, type + "/batch/create", api::batchCreate);
    route(router, HttpMethod.POST, type + "/batch/update", api::batchUpdate);
    route(router, HttpMethod.POST, type + "/batch/read", api::batchRead);
    route(router, HttpMethod.POST, type + "/batch/archive", api::batchArchive);
    route(router, HttpMethod.POST, type + "/gdpr-delete", api::gdprDelete);
    route(router, HttpMethod.POST, type + "/search", new SearchApi(account)::search);
    route(router, HttpMethod.GET, type, api::list);
    route(router, HttpMethod.POST, type, api::create);
    route(router, HttpMethod.GET, type + "/:id", api::get);
    route(router, HttpMethod.PATCH, type + "/:id", api::update);
    route(router, HttpMethod.DELETE, type + "/:id", api::archive);
  }

  private void properties(Router router, PropertyApi api) {
    var type = "/crm/v3/properties/:type";
    route(router, HttpMethod.GET, type, api::list);
    route(router, HttpMethod.POST, type, api::create);
    route(router, HttpMethod.GET, type + "/:name", api::get);
    route(router, HttpMethod.GET, "/crm/v3/pipelines/:type", api::pipelines);
  }

  private void associations(Router router, AssociationApi api) {
    var pair = "/crm/v4/associations/:type/:to/batch";
    route(router, HttpMethod.POST, pair + "/associate/default", api::associate);
    route(router, HttpMethod.POST, pair + "/archive", api::archive);
  }

  private void lists(Router router, ListApi api, MembershipApi members) {
    var lists = "/crm/v3/lists";
    route(router, HttpMethod.POST, lists, api::create);
    route(router, HttpMethod.GET, lists + "/object-type-id/:type/name/:name", api::getByName);
    var list = lists + "/:list";
    route(router, HttpMethod.GET, list, api::get);
    route(router, HttpMethod.DELETE, list, api::delete);
    route(router, HttpMethod.PUT, list + "/update-list-name", api::rename);
    route(router, HttpMethod.PUT, list + "/memberships/add", members::add);
    route(router, HttpMethod.PUT, list + "/memberships/remove", members::remove);
  }

  private void route(
      Router router, HttpMethod method, String path, Function<Call, Answer> operation) {
    router.route(method, path).handler(gate.to(account, operation));
  }
}
