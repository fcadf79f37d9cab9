/** Alerts and their settings over REST. */
@NullMarked
package dev.tributary.gateway.http.alert;

import org.jspecify.annotations.NullMarked;
