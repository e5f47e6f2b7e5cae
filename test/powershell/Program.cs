// A stand-in for `pwsh [-NoProfile] [-NonInteractive] -File script.ps1 [args...]`: runs a script in PowerShell's real engine, for the tests only.
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var stdout = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
var stderr = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };

int file = Array.FindIndex(args, arg => !arg.Equals("-NoProfile", StringComparison.OrdinalIgnoreCase)
    && !arg.Equals("-NonInteractive", StringComparison.OrdinalIgnoreCase));
if (file < 0 || file + 1 == args.Length || !args[file].Equals("-File", StringComparison.OrdinalIgnoreCase)
    || !File.Exists(args[file + 1]))
{
    stderr.WriteLine("usage: engine [-NoProfile] [-NonInteractive] -File existing-script.ps1 [args...]");
    return 64;
}

// The engine asks for this variable once, at the first use of its telemetry class; the script must not see it.
const string optOut = "POWERSHELL_TELEMETRY_OPTOUT";
string? inherited = Environment.GetEnvironmentVariable(optOut);
Environment.SetEnvironmentVariable(optOut, "1");
if (Microsoft.PowerShell.Telemetry.ApplicationInsightsTelemetry.CanSendTelemetry) return 70;
Environment.SetEnvironmentVariable(optOut, inherited);

var host = new Host();
var session = InitialSessionState.CreateDefault2();
if (OperatingSystem.IsWindows()) session.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
using var runspace = RunspaceFactory.CreateRunspace(host, session);
runspace.Open();
Runspace.DefaultRunspace = runspace;
using var shell = PowerShell.Create(runspace);

// As pwsh does, the script is dot-sourced into the global scope; as a block, because `exit` in a script
// *file* would only end that file. It comes in as pipeline input so that no variable has to hold it.
shell.AddScript(". (@($input)[0]) @args", useLocalScope: false);
foreach (string arg in args[(file + 2)..])
    shell.Commands.Commands[0].Parameters.Add(
        arg.Length > 1 && arg[0] == '-' && char.IsLetter(arg[1]) ? new CommandParameter(arg, null) : new CommandParameter(null, arg));

using var output = new PSDataCollection<PSObject>();
output.DataAdding += (_, added) => stdout.WriteLine(added.ItemAdded);
shell.Streams.Error.DataAdding += (_, added) => WriteError((ErrorRecord)added.ItemAdded);
shell.Streams.Warning.DataAdding += (_, added) => stderr.WriteLine($"WARNING: {added.ItemAdded}");
shell.Streams.Verbose.DataAdding += (_, added) => stderr.WriteLine($"VERBOSE: {added.ItemAdded}");
try
{
    ScriptBlockAst script = Parser.ParseFile(Path.GetFullPath(args[file + 1]), out _, out ParseError[] errors);
    if (errors.Length > 0) throw new ParseException(errors);
    shell.Invoke(new[] { script.GetScriptBlock() }, output);
    return host.ExitCode;
}
catch (RuntimeException error)
{
    WriteError(error.ErrorRecord);
    return 1;
}

void WriteError(ErrorRecord error) =>
    stderr.WriteLine($"{error}\n{error.InvocationInfo?.PositionMessage}\n[{error.FullyQualifiedErrorId}]");

sealed class Host : PSHost
{
    public int ExitCode { get; private set; }
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
    public override string Name => "engine";
    public override Version Version => new(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface? UI => null;
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}
