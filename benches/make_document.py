"""Makes an OpenAPI document of a given size, always the same.

    python3 benches/make_document.py SCHEMAS OPERATIONS > document.json

Five schemas in six are objects of 8 members, one in six is an enum of 6 values;
operations are a mix of reading, listing and writing.
"""

import json
import sys

ENUM_VALUES = ["open", "closed", "pending", "sent", "lost", "found"]


def is_enum(index):
    return index % 6 == 5


def schemas(count):
    made = {}
    for index in range(count):
        if is_enum(index):
            made[f"State{index}"] = {"type": "string", "enum": ENUM_VALUES}
            continue
        enum = index - index % 6 + 5
        properties = {
            "id": {"type": "string", "minLength": 1, "maxLength": 64},
            "count": {"type": "integer", "minimum": 0},
            "ratio": {"type": "number"},
            "active": {"type": "boolean"},
            "note": {"type": ["string", "null"]},
            "tags": {"type": "array", "items": {"type": "string"}},
            "state": {"$ref": f"#/components/schemas/State{enum}"} if enum < count else {"type": "string"},
        }
        if index and not is_enum(index - 1):
            properties["inner"] = {"$ref": f"#/components/schemas/Record{index - 1}"}
        else:
            properties["label"] = {"type": "string"}
        made[f"Record{index}"] = {
            "type": "object",
            "required": ["id", "count", "tags"],
            "properties": properties,
        }
    return made


def operations(count, records):
    paths = {}
    for index in range(count):
        record = {"$ref": f"#/components/schemas/{records[index % len(records)]}"}
        tag = f"group-{index // 30}"
        answer = lambda schema: {
            "200": {"description": "Done.", "content": {"application/json": {"schema": schema}}},
            "404": {"description": "There is none."},
        }
        ident = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        kind = index % 3
        if kind == 0:
            paths[f"/things{index}/{{id}}"] = {
                "get": {"tags": [tag], "operationId": f"get_thing{index}", "parameters": [ident], "responses": answer(record)}
            }
        elif kind == 1:
            paths[f"/things{index}"] = {
                "get": {
                    "tags": [tag],
                    "operationId": f"list_things{index}",
                    "parameters": [
                        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}},
                        {"name": "after", "in": "query", "schema": {"type": "string"}},
                    ],
                    "responses": answer({"type": "array", "items": record}),
                }
            }
        else:
            paths[f"/things{index}"] = {
                "post": {
                    "tags": [tag],
                    "operationId": f"add_thing{index}",
                    "requestBody": {"required": True, "content": {"application/json": {"schema": record}}},
                    "responses": answer(record),
                }
            }
    return paths


def document(schema_count, operation_count):
    made = schemas(schema_count)
    records = [name for name in made if name.startswith("Record")]
    return {
        "openapi": "3.1.1",
        "info": {"title": "Made", "version": "1.0.0"},
        "paths": operations(operation_count, records),
        "components": {"schemas": made},
    }


def serde_models(schema_count):
    """The same models as an engineer would write them with serde derives."""
    lines = ["use serde::{Deserialize, Serialize};", ""]
    for name, schema in schemas(schema_count).items():
        if "enum" in schema:
            lines += ["#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]",
                      '#[serde(rename_all = "lowercase")]', f"pub enum {name} {{"]
            lines += [f"    {value.capitalize()}," for value in schema["enum"]]
        else:
            lines += ["#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]", f"pub struct {name} {{"]
            for member, kind in schema["properties"].items():
                rust = {"string": "String", "integer": "i64", "number": "f64", "boolean": "bool", "array": "Vec<String>"}
                if "$ref" in kind:
                    ty = kind["$ref"].rsplit("/", 1)[1]
                elif isinstance(kind["type"], list):
                    ty = "String"
                else:
                    ty = rust[kind["type"]]
                if member not in schema["required"]:
                    lines.append('    #[serde(default, skip_serializing_if = "Option::is_none")]')
                    ty = f"Option<{ty}>"
                lines.append(f"    pub {member}: {ty},")
        lines += ["}", ""]
    return "\n".join(lines)


def bare_models(schema_count):
    """The same without any derive but the plain ones: the least a model costs."""
    kept = (line for line in serde_models(schema_count).splitlines() if "serde" not in line or "derive" in line)
    return "\n".join(line.replace(", Serialize, Deserialize", "") for line in kept) + "\n"


if __name__ == "__main__":
    json.dump(document(int(sys.argv[1]), int(sys.argv[2])), sys.stdout, indent=1)
