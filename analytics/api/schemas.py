"""The description of the API beyond what the views say of themselves."""


def closed_bodies(result: dict, generator, request, public) -> dict:
    """Say of every body that is sent what holds: no field of another name is taken."""
    schemas = result.get("components", {}).get("schemas", {})
    for name in list(_sent(result, schemas)):
        if schemas[name].get("type") == "object":
            schemas[name]["additionalProperties"] = False
    return result


def _sent(result: dict, schemas: dict) -> set[str]:
    """The names of the schemas of bodies, and of what they are made of."""
    found, waiting = set(), []
    for path in result["paths"].values():
        waiting += [one["requestBody"] for one in path.values() if "requestBody" in one]
    while waiting:
        for name in _named(waiting.pop()) - found:
            found.add(name)
            waiting.append(schemas[name])
    return found


def _named(part) -> set[str]:
    """The schemas that a part of the description refers to."""
    if isinstance(part, list):
        return set().union(*(_named(one) for one in part))
    if not isinstance(part, dict):
        return set()
    own = {part["$ref"].rpartition("/")[2]} if "$ref" in part else set()
    return own.union(*(_named(one) for one in part.values()))
