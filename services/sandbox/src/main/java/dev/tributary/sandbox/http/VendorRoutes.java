package dev.tributary.sandbox.http;

import dev.tributary.sandbox.kit.Entrance;
import dev.tributary.sandbox.kit.Vendor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.regex.Pattern;

/** The paths of a vendor of the kit, below its name. */
final class VendorRoutes {
  private final Gate gate;
  private final Vendor vendor;

  VendorRoutes(Gate gate, Vendor vendor) {
    this.gate = gate;
    this.vendor = vendor;
  }

  void register(Router router) {
    for (var operation : vendor.operations()) {
      var entrance = new Entrance(vendor, operation);
      route(router, HttpMethod.valueOf(operation.method()), root(vendor) + operation.path())
          .handler(gate.to(entrance, entrance::work));
    }
    var unknown = Entrance.unknown(vendor);
    router.route(root(vendor) + "/*").handler(gate.to(unknown, unknown::work));
  }

  /** A colon that begins no parameter, as in {@code /events:ingest}, must match itself. */
  private static Route route(Router router, HttpMethod method, String path) {
    if (path.contains("+}")) {
      return router.routeWithRegex(method, expression(path));
    }
    return path.contains(":")
        ? router.routeWithRegex(method, Pattern.quote(path))
        : router.route(method, pattern(path));
  }

  /** A parameter with a plus has the rest of the path, as in {@code /{bucket}/{key+}}. */
  private static String expression(String path) {
    return path.replaceAll("\\{(\\w+)\\+}", "(?<$1>.+)").replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)");
  }

  /** The path below which the vendor is. */
  static String root(Vendor vendor) {
    return "/" + vendor.parts().name();
  }

  /** A path with parameters in braces, in the form of Vert.x. */
  static String pattern(String path) {
    return path.replaceAll("\\{(\\w+)}", ":$1");
  }
}
