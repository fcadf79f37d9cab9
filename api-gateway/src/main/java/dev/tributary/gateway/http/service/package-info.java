/**
 * Questions of the gateway to the services, and the API document that it joins from their answers.
 */
@NullMarked
package dev.tributary.gateway.http.service;

import org.jspecify.annotations.NullMarked;
