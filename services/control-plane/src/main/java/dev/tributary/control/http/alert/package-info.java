/** Alerts and their settings over REST. */
@NullMarked
package dev.tributary.control.http.alert;

import org.jspecify.annotations.NullMarked;
