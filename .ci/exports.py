"""Exports of the sample articles, checked by other people's tools: usage: exports.py COMMAND [NINJS-SCHEMA]

JSON-LD is expanded by PyLD with every term of schema.org in one vocabulary (the real context needs the network), and no term may be lost.
The record is checked with jsonschema against the schema that the command prints, ninjs items against the published schema where it is given.
What is not installed is skipped, and said to be (pip install pyld jsonschema)."""

import glob
import json
import subprocess
import sys


def run(*arguments):
    return subprocess.run([sys.argv[1], *arguments], check=True, capture_output=True, text=True).stdout


def lines(form):
    return [json.loads(line) for line in run("enrich", *sorted(glob.glob("examples/articles/*")), "--format", form).splitlines()]


def terms(value):
    if isinstance(value, dict):
        return sum(1 + terms(v) for k, v in value.items() if k not in ("@context", "@type", "@id"))
    return sum(map(terms, value)) if isinstance(value, list) else 0


def expanded_terms(value):
    if isinstance(value, dict):
        return sum((not k.startswith("@")) + expanded_terms(v) for k, v in value.items())
    return sum(map(expanded_terms, value)) if isinstance(value, list) else 0


def json_ld():
    from pyld import jsonld

    context = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": "https://schema.org",
               "document": {"@context": {"@vocab": "http://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}}}
    jsonld.set_document_loader(lambda url, options: context)
    for article in lines("jsonld"):
        expanded = jsonld.expand(article)
        assert expanded[0]["@type"] == ["http://schema.org/NewsArticle"], expanded
        assert terms(article) == expanded_terms(expanded), (terms(article), expanded_terms(expanded))
        triples = jsonld.to_rdf(article)["@default"]
        assert len(triples) > 20, triples


def schemas():
    import jsonschema

    schema = json.loads(run("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for record in lines("jsonl"):
        jsonschema.Draft202012Validator(schema).validate(record)
    if len(sys.argv) > 2:
        schema = json.load(open(sys.argv[2]))
        for item in lines("ninjs"):
            jsonschema.Draft202012Validator(schema).validate(item)


for check in (json_ld, schemas):
    try:
        check()
        print(f"exports: {check.__name__}: good")
    except ImportError as e:
        print(f"exports: {check.__name__}: skipped: {e.name} is not installed")
