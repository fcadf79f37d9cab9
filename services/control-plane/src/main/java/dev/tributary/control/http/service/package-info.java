/** Questions of the control plane to the services, and what they report. */
@NullMarked
package dev.tributary.control.http.service;

import org.jspecify.annotations.NullMarked;
