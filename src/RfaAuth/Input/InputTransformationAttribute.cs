namespace RfaAuth.Input;

/// <summary>
/// An input object of a batch. As with <see cref="VariablesArgument"/>, PowerShell's logs show only this class's text for the parameter. Scripts
/// get the object itself as an error's TargetObject.
/// </summary>
internal sealed class InputArgument(object? value)
{
    internal object? Value { get; } = value;

    public override string ToString() => "(input)";
}

/// <summary>
/// Wraps each input object. It is read when its turn comes. Null stays null: PowerShell's binder fails if a null from the
/// pipeline becomes an object.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InputTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : PSObjects.Unwrap(inputData) as InputArgument ?? new InputArgument(inputData);
}
