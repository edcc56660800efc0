using System.Collections;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>
/// Runs a prepared operation (GraphQL specification, section 6). Fields are resolved one after the other, so mutations are serial.
/// A null in a non-null field rises to the next nullable parent and ends the work on its siblings.
/// </summary>
internal sealed class Executor
{
    private readonly PreparedOperation _prepared;
    private readonly IExecutionObserver _observer;
    private readonly FieldCollector _collector;
    private readonly List<ExecutionError> _errors = [];
    private int _resolvedFields;

    private Executor(PreparedOperation prepared, IExecutionObserver observer)
    {
        _prepared = prepared;
        _observer = observer;
        _collector = new FieldCollector(prepared.Document, prepared.Variables);
    }

    public static ExecutionResult Execute(PreparedOperation prepared, IExecutionObserver observer) =>
        new Executor(prepared, observer).Execute();

    private ExecutionResult Execute()
    {
        var root = _prepared.Schema.Root(_prepared.Operation.Type)!;
        var fields = _collector.Collect(root, [_prepared.Operation.SelectionSet]);
        var data = ExecuteFields(root, fields, source: null, path: null);
        return new ExecutionResult(data, WasExecuted: true, _errors, _resolvedFields);
    }

    /// <returns>The object's fields, or null where a null has risen to it.</returns>
    private OrderedDictionary<string, object?>? ExecuteFields(
        ObjectType type, OrderedDictionary<string, List<Field>> fields, object? source, ResponsePath? path)
    {
        var result = new OrderedDictionary<string, object?>(fields.Count);
        foreach (var (key, same) in fields)
        {
            if (same[0].Name == "__typename")
            {
                result.Add(key, type.Name);
                continue;
            }

            var definition = type.Fields[same[0].Name];
            if (!Introspection.Concerns(type, definition))
            {
                _resolvedFields++;
            }

            var value = ExecuteField(definition, same, source, new ResponsePath(path, key));
            if (value is null && definition.Type is NonNull)
            {
                return null;
            }

            result.Add(key, value);
        }

        return result;
    }

    private object? ExecuteField(FieldDefinition definition, List<Field> same, object? source, ResponsePath path)
    {
        var isRoot = path.Parent is null;
        if (_observer.Refuse(definition, (string)path.Key, isRoot) is { } refusal)
        {
            return Fail(refusal, same[0], path);
        }

        try
        {
            var arguments = ArgumentCoercion.Coerce(definition, same[0], _prepared.Variables);
            var value = definition.Resolve(new FieldContext(source, arguments, _observer.State));
            if (isRoot && _prepared.Operation.Type == OperationType.Mutation)
            {
                _observer.MutationExecuted(definition, arguments);
            }

            var inner = definition.Type.Innermost is ObjectType type
                ? _collector.Collect(type, same.Select(f => f.SelectionSet!))
                : null;
            return Complete(definition.Type, value, inner, same[0], path);
        }
        catch (FieldException exception)
        {
            return Fail(exception.Error, same[0], path);
        }
    }

    private object? Complete(
        SchemaType type, object? value, OrderedDictionary<string, List<Field>>? inner, Field field, ResponsePath path)
    {
        if (type is NonNull nonNull)
        {
            var known = _errors.Count;
            var completed = Complete(nonNull.Inner, value, inner, field, path);
            return completed is null && _errors.Count == known
                ? Fail(new ExecutionError(ErrorKind.Field, "Cannot return null for a non-null field."), field, path)
                : completed;
        }

        return (type, value) switch
        {
            (_, null) => null,
            (ListOf list, IEnumerable items) => CompleteList(list, items, inner, field, path),
            (ObjectType objectType, _) => ExecuteFields(objectType, inner!, value, path),
            _ => value,
        };
    }

    private List<object?>? CompleteList(
        ListOf type, IEnumerable items, OrderedDictionary<string, List<Field>>? inner, Field field, ResponsePath path)
    {
        var result = new List<object?>();
        foreach (var item in items)
        {
            var completed = Complete(type.Item, item, inner, field, new ResponsePath(path, result.Count));
            if (completed is null && type.Item is NonNull)
            {
                return null;
            }

            result.Add(completed);
        }

        return result;
    }

    private object? Fail(ExecutionError error, Field field, ResponsePath path)
    {
        _errors.Add(error with { Path = path.ToList(), Locations = [field.Location] });
        return null;
    }

    /// <summary>A place in the answer; a list only once an error needs one.</summary>
    private sealed record ResponsePath(ResponsePath? Parent, object Key)
    {
        public List<object> ToList()
        {
            var keys = new List<object>();
            for (var node = this; node is not null; node = node.Parent)
            {
                keys.Insert(0, node.Key);
            }

            return keys;
        }
    }
}
