/**
 * Alerts: the facts of a workspace, the problems that a user should know, and their announcements.
 * Rules are pure. A watcher applies them every few seconds, stores the alerts, and sends the
 * announcements. It depends on the JDK, the contracts and the names of services.
 */
@NullMarked
package dev.tributary.control.alert;

import org.jspecify.annotations.NullMarked;
