package dev.tributary.control.start;

import dev.tributary.control.approval.ApprovableRoutes;
import dev.tributary.control.approval.ChangeRequestStore;
import dev.tributary.control.postgres.approval.PostgresChangeRequests;
import dev.tributary.runtime.postgres.RequestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the store of change requests. */
@ApplicationScoped
public class ApprovalWiring {
  @Produces
  @Singleton
  ChangeRequestStore changeRequests(RequestDatabase database) {
    return new PostgresChangeRequests(database);
  }

  @Produces
  @Singleton
  ApprovableRoutes approvable() {
    return ApprovableRoutes.load();
  }
}
