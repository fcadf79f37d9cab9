/** Alerts, their settings and the alert rules of objects over REST. */
@NullMarked
package dev.tributary.control.http.alert;

import org.jspecify.annotations.NullMarked;
