// Windows' socket errors, 10004 to 11004: names, numbers, .NET's SocketError, and the sentences of FormatMessage in the
// languages of Windows in which they were found printed by programs (Python's WinError, Go, .NET, Java in public logs).
import { certain, hresultForms, likely, numberForms, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const WAITS = 'Says that an operation goes on: what became of it stands elsewhere.';
const LISTENER = 'A server could not listen, since another program has the port: no client prints this.';
const LIMITS = 'This machine is out of sockets, buffers or other stock: not the peer.';
const STACK = "This machine's network software is broken or not started (`netsh winsock reset` mends it): not the peer.";
const PROGRAM = 'The program that prints this calls Windows wrongly, or broke it off itself: not the peer.';

const HRESULT_FROM_WIN32 = 0x80070000;

const winsock = (number: number, dotnet: string | null, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [
    ...entry.forms,
    ...numberForms(number),
    `WinError ${number}`,
    `os error ${number}`,
    `Winsock error ${number}`,
    `Winsock error: ${number}`,
    `socket error ${number}`,
    `socket error: ${number}`,
    `socket error # ${number}`,
    `SocketException (${number})`,
    `SocketException (0x80004005): ${number}`,
    `(${number})`,
    `[${number}]`,
    `0x${number.toString(16)}`,
    ...hresultForms(HRESULT_FROM_WIN32 + number),
    ...(dotnet === null
      ? []
      : [`SocketError.${dotnet}`, `SocketErrorCode: ${dotnet}`, `SocketErrorCode = ${dotnet}`, `SocketErrorCode=${dotnet}`]),
  ],
});

export const WINSOCK: Registry = {
  name: 'Windows sockets',
  source:
    'learn.microsoft.com/windows/win32/debug/system-error-codes--9000-11999-, windows/win32/winsock/windows-sockets-error-codes-2',
  speaker: 'system',
  entries: [
    winsock(
      10004,
      null,
      undecided(PROGRAM, 'WSAEINTR', ['A blocking operation was interrupted by a call to WSACancelBlockingCall']),
    ),
    winsock(10009, null, undecided(PROGRAM, 'WSAEBADF', ['The file handle supplied is not valid'])),
    winsock(
      10013,
      'AccessDenied',
      likely(
        'tcp-unreachable',
        'WSAEACCES',
        [
          'An attempt was made to access a socket in a way forbidden by its access permissions',
          'Der Zugriff auf einen Socket war aufgrund der Zugriffsrechte des Sockets unzulässig',
          'Une tentative d’accès à un socket de manière interdite par ses autorisations d’accès a été tentée',
          'Intento de acceso a un socket no permitido por sus permisos de acceso',
          'Tentativo di accesso al socket con modalità non consentite dalle rispettive autorizzazioni di accesso',
          'Foi feita uma tentativa de acesso a um soquete de uma maneira que é proibida pelas permissões de acesso',
          'Сделана попытка доступа к сокету методом, запрещенным правами доступа',
          'アクセス許可で禁じられた方法でソケットにアクセスしようとしました',
          '以一种访问权限不允许的方式做了一个访问套接字的尝试',
          '嘗試存取通訊端被拒絕，因為存取權限不足',
        ],
        {
          meaning:
            'Windows forbids the connection: an antivirus or firewall on this machine blocks the program or the port (often 25: "prevent mass mailing worms"), or another program holds the port for itself.',
          fix: 'Allow the program in the antivirus and in Windows Firewall, or take it out of the rule against mail worms; try port 587.',
        },
      ),
    ),
    winsock(
      10014,
      null,
      undecided(PROGRAM, 'WSAEFAULT', [
        'The system detected an invalid pointer address in attempting to use a pointer argument in a call',
      ]),
    ),
    winsock(10022, null, undecided(PROGRAM, 'WSAEINVAL')),
    winsock(10024, 'TooManyOpenSockets', undecided(LIMITS, 'WSAEMFILE')),
    winsock(
      10035,
      null,
      undecided(WAITS, 'WSAEWOULDBLOCK', ['A non-blocking socket operation could not be completed immediately']),
    ),
    winsock(10036, null, undecided(WAITS, 'WSAEINPROGRESS', ['A blocking operation is currently executing'])),
    winsock(
      10037,
      null,
      undecided(WAITS, 'WSAEALREADY', [
        'An operation was attempted on a non-blocking socket that already had an operation in progress',
      ]),
    ),
    winsock(10038, null, undecided(PROGRAM, 'WSAENOTSOCK', ['An operation was attempted on something that is not a socket'])),
    winsock(10039, null, undecided(PROGRAM, 'WSAEDESTADDRREQ', ['A required address was omitted from an operation on a socket'])),
    winsock(
      10040,
      null,
      undecided(PROGRAM, 'WSAEMSGSIZE', [
        'A message sent on a datagram socket was larger than the internal message buffer or some other network limit, or the buffer used to receive a datagram into was smaller than the datagram itself',
      ]),
    ),
    winsock(
      10041,
      null,
      undecided(PROGRAM, 'WSAEPROTOTYPE', [
        'A protocol was specified in the socket function call that does not support the semantics of the socket type requested',
      ]),
    ),
    winsock(
      10042,
      null,
      undecided(PROGRAM, 'WSAENOPROTOOPT', [
        'An unknown, invalid, or unsupported option or level was specified in a getsockopt or setsockopt call',
      ]),
    ),
    winsock(
      10043,
      null,
      undecided(STACK, 'WSAEPROTONOSUPPORT', [
        'The requested protocol has not been configured into the system, or no implementation for it exists',
      ]),
    ),
    winsock(
      10044,
      null,
      undecided(PROGRAM, 'WSAESOCKTNOSUPPORT', [
        'The support for the specified socket type does not exist in this address family',
      ]),
    ),
    winsock(
      10045,
      null,
      undecided(PROGRAM, 'WSAEOPNOTSUPP', ['The attempted operation is not supported for the type of object referenced']),
    ),
    winsock(
      10046,
      null,
      undecided(STACK, 'WSAEPFNOSUPPORT', [
        'The protocol family has not been configured into the system or no implementation for it exists',
      ]),
    ),
    winsock(
      10047,
      'AddressFamilyNotSupported',
      likely('tcp-unreachable', 'WSAEAFNOSUPPORT', ['An address incompatible with the requested protocol was used']),
    ),
    winsock(
      10048,
      'AddressAlreadyInUse',
      undecided(LISTENER, 'WSAEADDRINUSE', [
        'Only one usage of each socket address (protocol/network address/port) is normally permitted',
        '通常每个套接字地址(协议/网络地址/端口)只允许使用一次',
      ]),
    ),
    winsock(
      10049,
      'AddressNotAvailable',
      likely(
        'tcp-unreachable',
        'WSAEADDRNOTAVAIL',
        ['The requested address is not valid in its context', '在其上下文中，该请求的地址无效'],
        {
          meaning:
            'The address cannot be connected to from here: it is none (0.0.0.0, port 0), or not of this machine where it was to be bound.',
        },
      ),
    ),
    winsock(
      10050,
      'NetworkDown',
      certain('tcp-unreachable', 'WSAENETDOWN', [
        'A socket operation encountered a dead network',
        '套接字操作遇到了一个已死的网络',
      ]),
    ),
    winsock(
      10051,
      'NetworkUnreachable',
      certain('tcp-unreachable', 'WSAENETUNREACH', [
        'A socket operation was attempted to an unreachable network',
        'Se ha intentado una operación de socket en una red no accesible',
        'Сделана попытка выполнить операцию на сокете при отключенной сети',
        '向一个无法连接的网络尝试了一个套接字操作',
        '연결할 수 없는 네트워크에서 소켓 작업을 시도했습니다',
      ]),
    ),
    winsock(
      10052,
      'NetworkReset',
      likely('tcp-reset', 'WSAENETRESET', [
        'The connection has been broken due to keep-alive activity detecting a failure while the operation was in progress',
      ]),
    ),
    winsock(
      10053,
      'ConnectionAborted',
      likely(
        'tcp-reset',
        'WSAECONNABORTED',
        [
          'An established connection was aborted by the software in your host machine',
          'Eine bestehende Verbindung wurde softwaregesteuert durch den Hostcomputer abgebrochen',
          'Une connexion établie a été abandonnée par un logiciel de votre ordinateur hôte',
          'Se ha anulado una conexión establecida por el software en su equipo host',
          'Connessione interrotta dal software del computer host',
          'Uma conexão estabelecida foi anulada pelo software no computador host',
          'Nawiązane połączenie zostało przerwane przez oprogramowanie zainstalowane w komputerze-hoście',
          'Программа на вашем хост-компьютере разорвала установленное подключение',
          '確立された接続がホスト コンピューターのソウトウェアによって中止されました',
          '您的主机中的软件中止了一个已建立的连接',
          '你的主机中的软件中止了一个已建立的连接',
          '連線已被您主機上的軟體中止',
          '현재 연결은 사용자의 호스트 시스템의 소프트웨어의 의해 중단되었습니다',
        ],
        {
          meaning:
            'Software on this machine ended the connection: an antivirus or VPN that inspects mail, or the waiting time of Windows itself.',
          fix: 'Exempt the mail ports from the inspection of the antivirus, and try without VPN.',
        },
      ),
    ),
    winsock(
      10054,
      'ConnectionReset',
      certain('tcp-reset', 'WSAECONNRESET', [
        'An existing connection was forcibly closed by the remote host',
        'Eine vorhandene Verbindung wurde vom Remotehost geschlossen',
        'Une connexion existante a dû être fermée par l’hôte distant',
        'Se ha forzado la interrupción de una conexión existente por el host remoto',
        "Connessione in corso interrotta forzatamente dall'host remoto",
        'Foi forçado o cancelamento de uma conexão existente pelo host remoto',
        'Uma ligação existente foi forçada a fechar pelo anfitrião remoto',
        'Istniejące połączenie zostało gwałtownie zamknięte przez zdalnego hosta',
        'Удаленный хост принудительно разорвал существующее подключение',
        'Stávající připojení bylo vynuceně ukončeno vzdáleným hostitelem',
        'Varolan bir bağlantı uzaktaki bir ana bilgisayar tarafından zorla kapatıldı',
        'En befintlig anslutning tvingades att stänga av fjärrvärddatorn',
        '既存の接続はリモート ホストに強制的に切断されました',
        '远程主机强迫关闭了一个现有的连接',
        '遠端主機已強制關閉一個現存的連線',
        '현재 연결은 원격 호스트에 의해 강제로 끊겼습니다',
      ]),
    ),
    winsock(
      10055,
      'NoBufferSpaceAvailable',
      undecided(LIMITS, 'WSAENOBUFS', [
        'An operation on a socket could not be performed because the system lacked sufficient buffer space or because a queue was full',
      ]),
    ),
    winsock(10056, null, undecided(PROGRAM, 'WSAEISCONN', ['A connect request was made on an already connected socket'])),
    winsock(
      10057,
      'NotConnected',
      likely('connection-closed', 'WSAENOTCONN', [
        'A request to send or receive data was disallowed because the socket is not connected and (when sending on a datagram socket using a sendto call) no address was supplied',
      ]),
    ),
    winsock(
      10058,
      'Shutdown',
      likely('connection-closed', 'WSAESHUTDOWN', [
        'A request to send or receive data was disallowed because the socket had already been shut down in that direction with a previous shutdown call',
      ]),
    ),
    winsock(10059, null, undecided(PROGRAM, 'WSAETOOMANYREFS', ['Too many references to some kernel object'])),
    winsock(
      10060,
      'TimedOut',
      certain('tcp-timeout', 'WSAETIMEDOUT', [
        'A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond',
        'A connection attempt failed because the connected party did not properly respond after a period of time',
        'Ein Verbindungsversuch ist fehlgeschlagen, da die Gegenstelle nach einer bestimmten Zeitspanne nicht richtig reagiert hat, oder die hergestellte Verbindung war fehlerhaft, da der verbundene Host nicht reagiert hat',
        'Une tentative de connexion a échoué car le parti connecté n’a pas répondu convenablement au-delà d’une certaine durée ou une connexion établie a échoué car l’hôte de connexion n’a pas répondu',
        'Se produjo un error durante el intento de conexión ya que la parte conectada no respondió adecuadamente tras un periodo de tiempo, o bien se produjo un error en la conexión establecida ya que el host conectado no ha podido responder',
        "Impossibile stabilire la connessione. Risposta non corretta della parte connessa dopo l'intervallo di tempo oppure mancata risposta dall'host collegato",
        'Uma tentativa de conexão falhou porque o componente conectado não respondeu corretamente após um período de tempo ou a conexão estabelecida falhou porque o host conectado não respondeu',
        'Próba połączenia nie powiodła się, ponieważ połączona strona nie odpowiedziała poprawnie po ustalonym okresie czasu lub utworzone połączenie nie powiodło się, ponieważ połączony host nie odpowiedział',
        'Попытка установить соединение была безуспешной, т.к. от другого компьютера за требуемое время не получен нужный отклик, или было разорвано уже установленное соединение из-за неверного отклика уже подключенного компьютера',
        'Ett anslutningsförsök misslyckades eftersom den anslutna parten inte svarade på rätt sätt efter en viss tid',
        '接続済みの呼び出し先が一定の時間を過ぎても正しく応答しなかったため、接続できませんでした',
        '由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败',
        '連線嘗試失敗，因為連線對象有一段時間並未正確回應，或是連線建立失敗，因為連線的主機無法回應',
        '연결된 구성원으로부터 응답이 없어 연결하지 못했거나, 호스트로부터 응답이 없어 연결이 끊어졌습니다',
      ]),
    ),
    winsock(
      10061,
      'ConnectionRefused',
      certain('tcp-refused', 'WSAECONNREFUSED', [
        'No connection could be made because the target machine actively refused it',
        'Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte',
        'Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée',
        'No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión',
        'Impossibile stabilire la connessione. Rifiuto persistente del computer di destinazione',
        'Nenhuma conexão pôde ser feita porque a máquina de destino as recusou ativamente',
        'Kan geen verbinding maken omdat de doelcomputer de verbinding actief heeft geweigerd',
        'Nie można nawiązać połączenia, ponieważ komputer docelowy aktywnie go odmawia',
        'Подключение не установлено, т.к. конечный компьютер отверг запрос на подключение',
        'Nemohlo být vytvořeno žádné připojení, protože cílový počítač je aktivně odmítl',
        'Hedef makine etkin olarak reddettiğinden bağlantı kurulamadı',
        '対象のコンピューターによって拒否されたため、接続できませんでした',
        '由于目标计算机积极拒绝，无法连接',
        '無法連線，因為目標電腦拒絕連線',
        '대상 컴퓨터에서 연결을 거부했으므로 연결하지 못했습니다',
      ]),
    ),
    winsock(10062, null, undecided(PROGRAM, 'WSAELOOP')),
    winsock(10063, null, undecided(PROGRAM, 'WSAENAMETOOLONG')),
    winsock(
      10064,
      'HostDown',
      certain('tcp-unreachable', 'WSAEHOSTDOWN', ['A socket operation failed because the destination host was down']),
    ),
    winsock(
      10065,
      'HostUnreachable',
      certain('tcp-unreachable', 'WSAEHOSTUNREACH', [
        'A socket operation was attempted to an unreachable host',
        'Se ha intentado una operación de socket en un host no accesible',
        'Une opération a été tentée sur un hôte impossible à atteindre',
        'Сделана попытка выполнить операцию на сокете для недоступного хоста',
        '到達できないホストに対してソケット操作を実行しようとしました',
        '套接字操作尝试一个无法连接的主机',
        '연결할 수 없는 호스트로 소켓 작업을 시도했습니다',
      ]),
    ),
    winsock(10066, null, undecided(PROGRAM, 'WSAENOTEMPTY')),
    winsock(
      10067,
      null,
      undecided(LIMITS, 'WSAEPROCLIM', [
        'A Windows Sockets implementation may have a limit on the number of applications that may use it simultaneously',
      ]),
    ),
    winsock(10068, null, undecided(LIMITS, 'WSAEUSERS')),
    winsock(10069, null, undecided(LIMITS, 'WSAEDQUOT')),
    winsock(10070, null, undecided(PROGRAM, 'WSAESTALE', ['File handle reference is no longer available'])),
    winsock(10071, null, undecided(PROGRAM, 'WSAEREMOTE')),
    winsock(
      10091,
      null,
      undecided(STACK, 'WSASYSNOTREADY', [
        'WSAStartup cannot function at this time because the underlying system it uses to provide network services is currently unavailable',
      ]),
    ),
    winsock(10092, null, undecided(STACK, 'WSAVERNOTSUPPORTED', ['The Windows Sockets version requested is not supported'])),
    winsock(
      10093,
      null,
      undecided(STACK, 'WSANOTINITIALISED', ['Either the application has not called WSAStartup, or WSAStartup failed']),
    ),
    winsock(
      10101,
      'Disconnecting',
      likely('connection-closed', 'WSAEDISCON', [
        'Returned by WSARecv or WSARecvFrom to indicate the remote party has initiated a graceful shutdown sequence',
      ]),
    ),
    winsock(10102, null, undecided(PROGRAM, 'WSAENOMORE', ['No more results can be returned by WSALookupServiceNext'])),
    winsock(
      10103,
      null,
      undecided(PROGRAM, 'WSAECANCELLED', [
        'A call to WSALookupServiceEnd was made while this call was still processing. The call has been canceled',
      ]),
    ),
    winsock(10104, null, undecided(STACK, 'WSAEINVALIDPROCTABLE', ['The procedure call table is invalid'])),
    winsock(10105, null, undecided(STACK, 'WSAEINVALIDPROVIDER', ['The requested service provider is invalid'])),
    winsock(
      10106,
      null,
      undecided(STACK, 'WSAEPROVIDERFAILEDINIT', ['The requested service provider could not be loaded or initialized']),
    ),
    winsock(10107, null, undecided(STACK, 'WSASYSCALLFAILURE')),
    winsock(
      10108,
      null,
      likely('dns-name-not-found', 'WSASERVICE_NOT_FOUND', [
        'No such service is known. The service cannot be found in the specified name space',
      ]),
    ),
    winsock(10109, null, undecided(PROGRAM, 'WSATYPE_NOT_FOUND')),
    winsock(10110, null, undecided(PROGRAM, 'WSA_E_NO_MORE')),
    winsock(10111, null, undecided(PROGRAM, 'WSA_E_CANCELLED')),
    winsock(
      10112,
      null,
      likely('dns-server-failure', 'WSAEREFUSED', ['A database query failed because it was actively refused']),
    ),
    winsock(
      11001,
      'HostNotFound',
      certain('dns-name-not-found', 'WSAHOST_NOT_FOUND', [
        'No such host is known',
        'Der angegebene Host ist unbekannt',
        'Hôte inconnu',
        'Host desconocido',
        'Este host não é conhecido',
        'Этот хост неизвестен',
        'Böyle bir ana bilgisayar bilinmiyor',
        'そのようなホストは不明です',
        '不知道这样的主机',
        '無法識別這台主機',
        '알려진 호스트가 없습니다',
      ]),
    ),
    winsock(
      11002,
      'TryAgain',
      likely('dns-timeout', 'WSATRY_AGAIN', [
        'This is usually a temporary error during hostname resolution and means that the local server did not receive a response from an authoritative server',
        'Dies ist normalerweise ein zeitweiliger Fehler bei der Auflösung von Hostnamen',
        'Ceci est habituellement une erreur temporaire qui se produit durant la résolution du nom d’hôte',
        'Éste es normalmente un error temporal durante la resolución de nombres de host',
        'Este é geralmente um erro temporário durante a resolução de nomes de anfitrião',
      ]),
    ),
    winsock(
      11003,
      'NoRecovery',
      likely('dns-server-failure', 'WSANO_RECOVERY', ['A non-recoverable error occurred during a database lookup']),
    ),
    winsock(
      11004,
      'NoData',
      certain('dns-no-address', 'WSANO_DATA', [
        'The requested name is valid, but no data of the requested type was found',
        'Der angeforderte Name ist gültig, es wurden jedoch keine Daten des angeforderten Typs gefunden',
        'El nombre solicitado es válido pero no se encontraron datos del tipo solicitado',
        'Запрошенное имя верно, но данные запрошенного типа не найдены',
        '请求的名称有效，但是找不到请求的类型的数据',
        '要求した名前は有効ですが、要求された種類のデータは見つかりませんでした',
      ]),
    ),
  ],
};
