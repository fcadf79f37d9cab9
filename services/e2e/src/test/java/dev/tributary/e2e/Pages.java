package dev.tributary.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages of the web UI. */
final class Pages {
  private Pages() {}

  /** By name, the address of every page, of each of its tabs, and of each history. */
  static Map<String, String> of(Inventory inventory) {
    return at(inventory.ids());
  }

  /**
   * @param ids by kind, the id of an object
   */
  static Map<String, String> at(Map<String, String> ids) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("home", "");
    pages.put("events", "/events");
    pages.put("event", "/events/" + ids.get("event"));
    pages.put("quarantine", "/quarantine");
    pages.put("audiences", "/audiences");
    pages.put("audience", "/audiences/" + ids.get("audience"));
    pages.put("audience-members", pages.get("audience") + "?tab=people");
    pages.put("audience-history", pages.get("audience") + "?history=all");
    pages.put("dictionary", "/dictionary");
    pages.put("dictionary-events", "/dictionary?tab=events");
    pages.put("dictionary-quality", "/dictionary?tab=quality");
    pages.put("dictionary-trait", "/dictionary/trait?name=firstName");
    pages.put("dictionary-event", "/dictionary/event?call=track&name=Order+Completed");
    pages.put("new-audience", "/audiences/new");
    pages.put("edit-audience", pages.get("audience") + "/edit");
    pages.put("profiles", "/profiles");
    pages.put("profile", "/profiles/" + ids.get("profile"));
    pages.put("profile-timeline", pages.get("profile") + "?tab=timeline");
    pages.put("profile-identity", pages.get("profile") + "?tab=identity");
    pages.put("profile-deliveries", pages.get("profile") + "?tab=log");
    pages.put("identity", "/identity");
    pages.put("identity-history", "/identity?version=0");
    pages.put("identity-conflicts", "/identity?tab=inbox");
    pages.put("identity-suggestions", "/identity?tab=inbox&show=suggestions");
    pages.put("identity-matching", "/identity?tab=matching");
    pages.put("identity-shared", "/identity?tab=shared");
    pages.put("sources", "/sources");
    pages.put("new-source", "/sources/new");
    pages.put("source", "/sources/" + ids.get("source"));
    for (String sdk :
        List.of(
            "browser",
            "script",
            "tagManager",
            "ios",
            "android",
            "java",
            "python",
            "php",
            "go",
            "curl")) {
      pages.put("source-" + sdk, pages.get("source") + "?sdk=" + sdk);
    }
    pages.put("source-history", pages.get("source") + "?history=all");
    pages.put("connections", "/connections");
    pages.put("new-connection", "/connections/new");
    pages.put("connection", "/connections/" + ids.get("warehouse"));
    pages.put("connection-settings", pages.get("connection") + "?tab=settings");
    pages.put("connection-history", pages.get("connection") + "?history=all");
    pages.put("models", "/models");
    pages.put("new-model", "/models/new?connection=" + ids.get("warehouse"));
    pages.put("model", "/models/" + ids.get("model"));
    pages.put("model-runs", pages.get("model") + "?tab=runs");
    pages.put("model-mapping", pages.get("model") + "?tab=mapping");
    pages.put("model-rows", pages.get("model") + "?tab=rows");
    pages.put("model-settings", pages.get("model") + "?tab=settings");
    pages.put("model-history", pages.get("model") + "?history=all");
    pages.put("run", "/runs/" + ids.get("run"));
    pages.put("destinations", "/destinations");
    pages.put("destination", "/destinations/" + ids.get("destination"));
    pages.put("destination-deliveries", pages.get("destination") + "?tab=log");
    pages.put("destination-settings", pages.get("destination") + "?tab=settings");
    pages.put("destination-history", pages.get("destination") + "?history=all");
    pages.put("new-destination", "/destinations/new");
    pages.put("connect", "/destinations/new?connector=hubspot");
    pages.put("new-connector", "/destinations/connector");
    pages.put("edit-destination", pages.get("destination") + "/edit");
    pages.put("connected-destination", pages.get("destination") + "/connected");
    pages.put("syncs", "/syncs");
    pages.put(
        "new-sync",
        "/syncs/new?destination=%s&audience=%s"
            .formatted(ids.get("destination"), ids.get("audience")));
    pages.put("sync", "/syncs/" + ids.get("sync"));
    pages.put("sync-progress", pages.get("sync") + "?tab=progress");
    pages.put("sync-mapping", pages.get("sync") + "?tab=mapping");
    pages.put("sync-comparison", pages.get("sync") + "?tab=compare");
    pages.put("sync-deliveries", pages.get("sync") + "?tab=log");
    pages.put("sync-history", pages.get("sync") + "?history=all");
    pages.put("edit-sync", pages.get("sync") + "/edit");
    pages.put("inbox", "/inbox");
    pages.put("deliveries", "/deliveries");
    pages.put("delivery", "/deliveries/" + ids.get("delivery"));
    pages.put("alerts", "/alerts");
    pages.put("pipeline", "/pipeline");
    pages.put("team", "/team");
    pages.put("team-clients", "/team?tab=clients");
    pages.put("team-keys", "/team?tab=keys");
    pages.put("team-approvals", "/team?tab=approvals");
    pages.put("team-administration", "/team?tab=administration");
    pages.put("team-audit", "/team?tab=audit");
    pages.put("team-workspace", "/team?tab=workspace");
    pages.put("nothing", "/audiences/none");
    return pages;
  }
}
