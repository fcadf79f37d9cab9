package dev.tributary.runtime.egress.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.WrappedFactory;

/** TLS sockets that trust the given certificate authorities, or the system's. */
public final class Authorities extends WrappedFactory {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");

  /**
   * For the driver, which passes its {@code sslfactoryarg}.
   *
   * @param pem as {@link #parse} reads it; null for the system's authorities
   */
  public Authorities(@Nullable String pem) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, pem == null ? null : trust(parse(pem)), null);
    factory = context.getSocketFactory();
  }

  /**
   * Reads PEM. Line breaks may be missing, for example after pasting into a field of one line.
   *
   * @throws IllegalArgumentException if the text contains anything other than certificates
   */
  public static List<X509Certificate> parse(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher found = CERTIFICATE.matcher(pem);
    while (found.find()) {
      certificates.add(certificate(found.group(1)));
    }
    if (certificates.isEmpty() || !found.replaceAll("").isBlank()) {
      throw new IllegalArgumentException(
          "Must be certificates in PEM: -----BEGIN CERTIFICATE----- and so on, nothing else");
    }
    return certificates;
  }

  private static X509Certificate certificate(String base64) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("One of the certificates cannot be read", e);
    }
  }

  private static TrustManager[] trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
