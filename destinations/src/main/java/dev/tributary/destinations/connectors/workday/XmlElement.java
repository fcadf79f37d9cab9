package dev.tributary.destinations.connectors.workday;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of XML. Names have no namespace.
 *
 * @param text without the text of the children, and without white space around it
 */
record XmlElement(
    String name, Map<String, String> attributes, String text, List<XmlElement> children) {
  private static final int DEEPEST = 100;

  XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /**
   * @throws XMLStreamException if the document is no XML, has an entity of its own, or is deeper
   *     than 100 elements
   */
  static XmlElement of(byte[] document) throws XMLStreamException {
    XMLStreamReader reader = reader(document);
    while (reader.next() != XMLStreamConstants.START_ELEMENT) {
      // Comments are before the first element.
    }
    return read(reader, DEEPEST);
  }

  /** A reader that resolves nothing outside of the document. */
  static XMLStreamReader reader(byte[] document) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new ByteArrayInputStream(document));
  }

  private static XmlElement read(XMLStreamReader reader, int deepest) throws XMLStreamException {
    if (deepest == 0) {
      throw new XMLStreamException("The document is too deep");
    }
    String name = reader.getLocalName();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    for (int event = reader.next();
        event != XMLStreamConstants.END_ELEMENT;
        event = reader.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        children.add(read(reader, deepest - 1));
      } else if (event == XMLStreamConstants.CHARACTERS) {
        text.append(reader.getText());
      }
    }
    return new XmlElement(name, attributes, text.toString().strip(), children);
  }

  /** The children with this name. */
  Stream<XmlElement> all(String child) {
    return children.stream().filter(each -> each.name.equals(child));
  }

  /** The first child with this name. */
  Optional<XmlElement> first(String child) {
    return all(child).findFirst();
  }

  /** The text of the first child with this name; empty if there is none. */
  String text(String child) {
    return first(child).map(XmlElement::text).orElse("");
  }

  /** Whether the first child with this name is a reference with this ID. */
  boolean refersTo(String child, String type, String id) {
    return first(child).filter(reference -> reference.hasId(type, id)).isPresent();
  }

  /** Whether this reference has the ID among its others. */
  boolean hasId(String type, String id) {
    return all("ID")
        .anyMatch(each -> type.equals(each.attributes.get("type")) && id.equals(each.text));
  }
}
